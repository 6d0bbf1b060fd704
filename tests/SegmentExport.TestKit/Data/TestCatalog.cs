namespace SegmentExport.TestKit.Data;

/// <summary>A catalog with every permission case, over the rows of <see cref="InMemorySegmentSource"/>.</summary>
public static class TestCatalog
{
    /// <summary>The catalog: <c>retail</c>, and <c>bank</c>, which wants four eyes. alice and bob: members; carol, dave: both permissions; erin: approves but sees only her own; frank: sees all but does not approve; olga, of no space: operates. Groups of <c>retail</c>: retail-staff (members), retail-viewers (see all), retail-deciders (approve).</summary>
    public const string Json = """
        {
          "sources": { "test": { "kind": "duckdb", "path": "in-memory" } },
          "operators": ["olga"],
          "spaces": [
            {
              "id": "retail", "name": "零售", "source": "test", "fourEyes": false,
              "profile": { "table": "profile", "key": "user_id" },
              "fields": [
                { "id": "user_id", "name": "用户ID", "kind": "identity", "column": "user_id" },
                { "id": "name", "name": "姓名", "kind": "identity", "column": "name", "masking": { "allowed": ["name", "redact"], "required": false } },
                { "id": "phone", "name": "手机号", "kind": "identity", "column": "phone", "masking": { "allowed": ["phone", "hash"], "required": true } },
                { "id": "city", "name": "城市", "kind": "attribute", "column": "city" },
                { "id": "value", "name": "消费", "kind": "attribute", "column": "value" } ],
              "segments": [
                { "id": "everyone", "name": "全部用户", "where": "true" },
                { "id": "nobody", "name": "空群组", "where": "false" },
                { "id": "tenth", "name": "十分之一", "members": { "table": "segment_member", "segment": "tenth" } } ],
              "members": [
                { "user": "alice", "permissions": [] },
                { "user": "bob", "permissions": [] },
                { "user": "carol", "permissions": ["approve_downloads", "view_all_downloads"] },
                { "user": "dave", "permissions": ["approve_downloads", "view_all_downloads"] },
                { "user": "erin", "permissions": ["approve_downloads"] },
                { "user": "frank", "permissions": ["view_all_downloads"] } ],
              "groups": [
                { "group": "retail-staff" },
                { "group": "retail-viewers", "permissions": ["view_all_downloads"] },
                { "group": "retail-deciders", "permissions": ["approve_downloads"] } ]
            },
            {
              "id": "bank", "name": "银行", "source": "test", "fourEyes": true,
              "profile": { "table": "profile", "key": "user_id" },
              "fields": [ { "id": "user_id", "name": "用户ID", "kind": "identity", "column": "user_id" } ],
              "segments": [ { "id": "everyone", "name": "全部客户", "where": "true" } ],
              "members": [
                { "user": "alice", "permissions": [] },
                { "user": "carol", "permissions": ["approve_downloads", "view_all_downloads"] },
                { "user": "dave", "permissions": ["approve_downloads", "view_all_downloads"] } ]
            }
          ]
        }
        """;
}
