using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SegmentExport.Abstractions.Links;
using SegmentExport.Abstractions.Operations;
using SegmentExport.Abstractions.Webhooks;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Users;
using SegmentExport.Packaging.Containers;
using DownloadTask = SegmentExport.Client.Contracts.DownloadTask;
using FileOptions = SegmentExport.Client.Contracts.FileOptions;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>What the properties of bodies take, from the rules that check them: their values where those are few, else how many, how long, how large.</summary>
internal static class PropertyRanges
{
    private static readonly string[] Permissions = [ApiNames.Of(SpacePermissions.ViewAllDownloads), ApiNames.Of(SpacePermissions.ApproveDownloads)];

    private static readonly FrozenDictionary<(Type Contract, string Property), Action<OpenApiSchema>> Ranges = new Dictionary<(Type, string), Action<OpenApiSchema>>
    {
        [(typeof(CreateDownloadTask), "reason")] = Text(Submission.MaxTextLength, atLeast: 1),
        [(typeof(CreateDownloadTask), "fields")] = Many(SubmissionRules.MaxFields, atLeast: 1),
        [(typeof(CreateDownloadTask), "filters")] = Many(SubmissionRules.MaxFilters),
        [(typeof(CreateDownloadTask), "format")] = OneOf<ExportFormat>(),
        [(typeof(CreateDownloadTask), "origin")] = OneOf<TaskOrigin>(),
        [(typeof(CreateLink), "container")] = OneOf(ContainerKinds.All),
        [(typeof(CreateLink), "minutes")] = Number(CreateFileLink.MinMinutes, CreateFileLink.MaxMinutes, CreateFileLink.DefaultMinutes),
        [(typeof(DecisionBody), "comment")] = Text(Submission.MaxTextLength),
        [(typeof(DecisionInfo), "kind")] = OneOf<DecisionKind>(),
        [(typeof(DownloadInfo), "container")] = OneOf(ContainerKinds.All),
        [(typeof(DownloadTask), "status")] = OneOf<DownloadTaskStatus>(),
        [(typeof(DownloadTask), "closeReason")] = OneOf<CloseReason>(),
        [(typeof(DownloadTask), "format")] = OneOf<ExportFormat>(),
        [(typeof(DownloadTask), "containers")] = SomeOf(ContainerKinds.All),
        [(typeof(DownloadTask), "origin")] = OneOf<TaskOrigin>(),
        [(typeof(DownloadTask), "allowedActions")] = SomeOf(ApiNames.All<TaskAction>()),
        [(typeof(FieldInfo), "kind")] = OneOf<FieldKind>(),
        [(typeof(FieldMaskingInfo), "allowed")] = SomeOf(ApiNames.All<MaskingKind>()),
        [(typeof(FieldSelection), "masking")] = OneOf<MaskingKind>(),
        [(typeof(FileOptions), "compression")] = OneOf<PartCompression>(),
        // Not as an enum: generators of clients make names of its values, and these have no letter.
        [(typeof(FileOptions), "delimiter")] = schema => schema.Pattern = @"^[,;\t|]$",
        [(typeof(FileOptions), "nullText")] = Text(FormatOptions.MaxNullText),
        [(typeof(Filter), "operator")] = OneOf<FilterOperator>(),
        [(typeof(Filter), "value")] = Text(SubmissionRules.MaxFilterValueLength),
        [(typeof(HistoryItem), "event")] = OneOf<TaskEvent>(),
        [(typeof(Manifest), "format")] = OneOf<ExportFormat>(),
        [(typeof(Manifest), "formulas")] = OneOf<FormulaHandling>(),
        [(typeof(ManifestContainer), "name")] = OneOf(ContainerKinds.All),
        [(typeof(MaskingRuleInfo), "name")] = OneOf<MaskingKind>(),
        [(typeof(OperationsSilo), "state")] = OneOf<SiloState>(),
        [(typeof(OperationsTasks), "status")] = OneOf<DownloadTaskStatus>(),
        [(typeof(PackagingInfo), "state")] = OneOf<PackagingState>(),
        [(typeof(SpaceMembership), "permissions")] = SomeOf(Permissions),
        [(typeof(TaskField), "kind")] = OneOf<FieldKind>(),
        [(typeof(TaskField), "masking")] = OneOf<MaskingKind>(),
        [(typeof(UserQuery), "columns")] = Many(SubmissionRules.MaxFields, atLeast: 1),
        [(typeof(UserQuery), "filters")] = Many(SubmissionRules.MaxFilters),
        [(typeof(UserQuery), "limit")] = Number(1, UserListRules.MaxLimit, UserListRules.DefaultLimit),
        [(typeof(WebhookDelivery), "status")] = OneOf<WebhookDeliveryStatus>(),
    }.ToFrozenDictionary();

    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } property && Ranges.TryGetValue((property.DeclaringType, property.Name), out var limit))
        {
            limit(schema);
        }

        return Task.CompletedTask;
    }

    private static Action<OpenApiSchema> OneOf<T>()
        where T : struct, Enum => OneOf(ApiNames.All<T>());

    private static Action<OpenApiSchema> OneOf(IEnumerable<string> names) => schema =>
        schema.Enum = [.. names.Select(name => JsonValue.Create(name)), .. schema.Type?.HasFlag(JsonSchemaType.Null) == true ? [JsonNullSentinel.JsonNull] : Array.Empty<JsonNode>()];

    private static Action<OpenApiSchema> SomeOf(IEnumerable<string> names) => schema =>
        ((OpenApiSchema)schema.Items!).Enum = [.. names.Select(name => JsonValue.Create(name))];

    private static Action<OpenApiSchema> Text(int atMost, int? atLeast = null) => schema => (schema.MinLength, schema.MaxLength) = (atLeast, atMost);

    private static Action<OpenApiSchema> Many(int atMost, int? atLeast = null) => schema => (schema.MinItems, schema.MaxItems) = (atLeast, atMost);

    private static Action<OpenApiSchema> Number(int atLeast, int atMost, int usual) => schema =>
        (schema.Minimum, schema.Maximum, schema.Default) = ($"{atLeast}", $"{atMost}", JsonValue.Create(usual));
}
