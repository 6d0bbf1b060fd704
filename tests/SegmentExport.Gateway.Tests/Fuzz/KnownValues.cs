namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>Values that are good for something, by the names of the parameters and properties that take them: without them no request would come further than the first check.</summary>
internal sealed class KnownValues
{
    private readonly Dictionary<string, List<string>> _values = new()
    {
        ["space"] = ["retail", "retail", "retail", "finance", "nowhere"],
        ["segment"] = ["everyone", "vip-invited", "nobody"],
        ["segmentId"] = ["everyone", "vip-invited", "nobody"],
        ["reason"] = ["A campaign", "秋季活动"],
        ["comment"] = ["Fine", "好"],
        ["id"] = ["name", "phone", "city", "age", "birthday", "is_member", "lifetime_value", "id_card"],
        ["field"] = ["name", "city", "age", "birthday", "is_member", "lifetime_value", "registered_at", "churn_score"],
        ["columns"] = ["name", "phone", "city", "age", "birthday", "user_id"],
        ["masking"] = ["name", "phone", "hash", "redact", "keep", "date_to_year", "bucket", "null"],
        ["operator"] = ["eq", "ne", "lt", "le", "gt", "ge", "contains", "is_null", "is_not_null"],
        ["value"] = ["30", "北京", "true", "2000-01-01", "2024-01-01T00:00:00Z", "1.5"],
        ["format"] = ["csv", "jsonl", "xlsx", "parquet"],
        ["compression"] = ["deflate", "zstd", "none"],
        ["delimiter"] = [",", ";", "\t", "|"],
        ["nullText"] = ["", "NULL"],
        ["origin"] = ["export_page", "segment_list", "segment_portrait"],
        ["container"] = ["gzip", "zip", "plain", "zstd", "xlsx"],
        ["user"] = ["alice", "bob", "carol", "dave", "erin", "frank"],
        ["submitter"] = ["alice", "bob"],
        ["search"] = ["VIP", "用户"],
        ["status"] = ["in_approval", "preparing", "completed", "closed", "expired"],
        ["mine"] = ["true", "false"],
        ["limit"] = ["1", "50", "200"],
        ["minutes"] = ["1", "5", "60"],
        ["Idempotency-Key"] = ["key-1", "key-2", "key-3"],
        ["Range"] = ["bytes=0-9", "bytes=-5", "bytes=5-", "bytes=0-1,4-5", "bytes=999999999-", "items=0-1"],
        ["If-Match"] = ["*", "\"1\"", "W/\"1\""],
        ["If-None-Match"] = ["*", "\"1\""],
        ["If-Range"] = ["\"1\"", "Wed, 21 Oct 2026 07:28:00 GMT"],
        ["Last-Event-ID"] = ["0-0-~", "41-639000000000000000-~"],
    };

    /// <summary>Adds what only a running gateway knows: ids, cursors, links, tags.</summary>
    public void Add(string name, string value)
    {
        if (!_values.TryGetValue(name, out var values))
        {
            _values[name] = values = [];
        }

        values.Add(value);
    }

    /// <summary>A good value, or a nearly good one, or anything.</summary>
    public string Next(Dice dice, string name)
    {
        var good = _values.TryGetValue(name, out var values) ? dice.Pick(values) : "";
        return dice.Below(100) switch
        {
            < 80 => good,
            < 88 => OddText.Tamper(dice, good),
            < 90 => dice.Pick(_values[dice.Pick([.. _values.Keys])]),
            _ => OddText.Next(dice),
        };
    }
}
