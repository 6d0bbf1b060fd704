using System.Text.Json;
using System.Text.Json.Serialization;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Downloads;
using SegmentExport.Client.Errors;

namespace SegmentExport.Client.Http;

/// <summary>Reads and writes the API's types without reflection, so that programs that use them can be trimmed.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(ConsoleSettings))]
[JsonSerializable(typeof(CreateDownloadTask))]
[JsonSerializable(typeof(CreateLink))]
[JsonSerializable(typeof(CreateZipPassword))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(DownloadState))]
[JsonSerializable(typeof(FileLink))]
[JsonSerializable(typeof(ItemList<AuditItem>))]
[JsonSerializable(typeof(ItemList<DownloadInfo>))]
[JsonSerializable(typeof(ItemList<DownloadTask>))]
[JsonSerializable(typeof(ItemList<FieldInfo>))]
[JsonSerializable(typeof(ItemList<PackedShardInfo>))]
[JsonSerializable(typeof(ItemList<SegmentInfo>))]
[JsonSerializable(typeof(ItemList<WebhookDelivery>))]
[JsonSerializable(typeof(ItemList<WebhookInfo>))]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(OperationsOverview))]
[JsonSerializable(typeof(TaskSample))]
[JsonSerializable(typeof(UserPage))]
[JsonSerializable(typeof(UserQuery))]
[JsonSerializable(typeof(ZipPassword))]
internal sealed partial class ClientJson : JsonSerializerContext;
