using System.Text.Json;
using System.Text.Json.Serialization;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Wizard;

namespace SegmentExport.WebConsole.Api;

/// <summary>Reads and writes the API's types without reflection, so that trimming leaves them whole.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccessToken))]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(ConsoleSettings))]
[JsonSerializable(typeof(CreateDownloadTask))]
[JsonSerializable(typeof(CreateLink))]
[JsonSerializable(typeof(CreateZipPassword))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(ExportDraft))]
[JsonSerializable(typeof(ExportSeed))]
[JsonSerializable(typeof(FileLink))]
[JsonSerializable(typeof(ItemList<DownloadInfo>))]
[JsonSerializable(typeof(ItemList<DownloadTask>))]
[JsonSerializable(typeof(ItemList<FieldInfo>))]
[JsonSerializable(typeof(ItemList<PackedShardInfo>))]
[JsonSerializable(typeof(ItemList<SegmentInfo>))]
[JsonSerializable(typeof(ItemList<WebhookDelivery>))]
[JsonSerializable(typeof(ItemList<WebhookInfo>))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(OperationsOverview))]
[JsonSerializable(typeof(SignIn))]
[JsonSerializable(typeof(TaskSample))]
[JsonSerializable(typeof(UserPage))]
[JsonSerializable(typeof(UserQuery))]
[JsonSerializable(typeof(WebhookDelivery))]
[JsonSerializable(typeof(ZipPassword))]
internal sealed partial class ApiJson : JsonSerializerContext;
