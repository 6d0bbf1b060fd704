using static SegmentExport.Gateway.Tests.Authorization.AccessRules;

namespace SegmentExport.Gateway.Tests.Authorization;

/// <summary>Every endpoint with its rule. A new endpoint needs a row here.</summary>
internal static class MatrixRows
{
    private const string Space = "/api/v1/spaces/{space}";
    private const string Tasks = $"{Space}/download-tasks";
    private const string Task = $"{Tasks}/{{task}}";

    private static readonly object NewTask = new { segmentId = "everyone", reason = "A test", fields = new[] { new { id = "city" } } };

    public static IReadOnlyDictionary<string, MatrixRow> All { get; } = new Dictionary<string, MatrixRow>
    {
        ["GET /health/live"] = new(Public()),
        ["GET /health/ready"] = new(Public()),
        ["GET /health/startup"] = new(Public()),
        ["GET /openapi/v1.json"] = new(Public()),
        ["GET /docs/{documentName?}"] = new(Public()),
        ["GET /docs/favicon.svg"] = new(Public()),
        ["GET /docs/scalar.js"] = new(Public()),
        ["GET /docs/scalar.aspnetcore.js"] = new(Public()),
        ["GET /api/v1/console"] = new(Public()),
        ["POST /dev/sign-in"] = new(Public(), Body: new { user = "alice" }),
        ["GET /api/v1/me"] = new(SignedIn()),
        ["GET /api/v1/ops/overview"] = new(Operators()),
        [$"GET {Space}/fields"] = new(Members()),
        [$"GET {Space}/segments"] = new(Members()),
        [$"GET {Space}/segments/{{segment}}"] = new(Members()),
        [$"POST {Space}/segments/{{segment}}/users/query"] = new(Members(), Body: new { limit = 1 }),
        [$"GET {Space}/audit"] = new(Approvers()),
        [$"GET {Space}/webhooks"] = new(WebhookReaders()),
        [$"GET {Space}/webhooks/deliveries"] = new(WebhookReaders()),
        [$"POST {Space}/webhooks/deliveries/{{delivery}}/redeliver"] = new(WebhookReaders(404, "delivery_not_found")),
        [$"POST {Space}/webhooks/{{webhook}}/test"] = new(WebhookReaders(404, "webhook_not_found")),
        [$"POST {Tasks}"] = new(Members(202), Body: NewTask),
        [$"GET {Tasks}"] = new(Members()),
        [$"GET {Tasks}/events"] = new(Members()),
        [$"GET {Task}"] = new(Viewers()),
        [$"GET {Task}/shards"] = new(Viewers()),
        [$"GET {Task}/downloads"] = new(Viewers()),
        [$"GET {Task}/sample"] = new(SampleReaders()),
        [$"GET {Task}/manifest"] = new(Downloaders()),
        [$"GET {Task}/file"] = new(Downloaders()),
        [$"HEAD {Task}/file"] = new(Downloaders()),
        [$"POST {Task}/links"] = new(Downloaders(), Body: new { minutes = 1 }),
        [$"POST {Task}/protected-zip"] = new(Downloaders(), Body: new { replace = true }),
        [$"GET {Task}/linked-file"] = new(Public(404, "invalid_link"), "?link=changed"),
        [$"HEAD {Task}/linked-file"] = new(Public(404, "invalid_link"), "?link=changed"),
        [$"POST {Task}/withdraw"] = new(Withdrawal(), Body: new { }, Changes: true),
        [$"POST {Task}/approve"] = new(Decision(), Body: new { }, Changes: true),
        [$"POST {Task}/reject"] = new(Decision(), Body: new { }, Changes: true),
    };
}
