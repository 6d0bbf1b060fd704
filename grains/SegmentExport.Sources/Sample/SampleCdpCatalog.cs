namespace SegmentExport.Sources.Sample;

/// <summary>The catalog that goes with <see cref="SampleCdp"/>: two spaces, every kind of segment, a member for every case of permissions.</summary>
public static class SampleCdpCatalog
{
    /// <summary>The file of the sample's data, beside the catalog.</summary>
    public const string DatabaseFile = "sample-cdp.duckdb";

    /// <summary>The catalog as JSON.</summary>
    public static string Json => Text;

    private const string Text = """
        {
          "sources": { "cdp": { "kind": "duckdb", "path": "sample-cdp.duckdb" } },
          "operators": ["olga"],
          "spaces": [
            {
              "id": "retail", "name": "零售", "fourEyes": false, "source": "cdp",
              "profile": { "table": "profile", "key": "user_id" },
              "fields": [
                { "id": "user_id", "name": "用户ID", "kind": "identity", "column": "user_id", "masking": { "allowed": ["hash", { "rule": "keep", "first": 2, "last": 3 }] } },
                { "id": "name", "name": "姓名", "kind": "identity", "column": "name", "masking": { "allowed": ["name", "redact", "hash"] } },
                { "id": "phone", "name": "手机号", "kind": "identity", "column": "phone", "masking": { "allowed": ["phone", "hash", "redact"] } },
                { "id": "email", "name": "邮箱", "kind": "identity", "column": "email", "masking": { "allowed": ["email", "hash", "redact"] } },
                { "id": "id_card", "name": "身份证号", "kind": "identity", "column": "id_card", "masking": { "allowed": ["id_card", "hash", "redact"], "required": true } },
                { "id": "bank_card", "name": "银行卡号", "kind": "identity", "column": "bank_card", "masking": { "allowed": ["bank_card", "hash", "null"], "required": true } },
                { "id": "device_id", "name": "设备号", "kind": "identity", "column": "device_id", "masking": { "allowed": ["hash", "redact"] } },
                { "id": "last_ip", "name": "最近IP", "kind": "identity", "column": "last_ip", "masking": { "allowed": ["ip", "redact"] } },
                { "id": "city", "name": "城市", "kind": "attribute", "column": "city" },
                { "id": "address", "name": "地址", "kind": "attribute", "column": "address", "masking": { "allowed": ["address", "redact"] } },
                { "id": "gender", "name": "性别", "kind": "attribute", "column": "gender" },
                { "id": "birthday", "name": "生日", "kind": "attribute", "column": "birthday", "masking": { "allowed": ["date_to_month", "date_to_year", "null"] } },
                { "id": "age", "name": "年龄", "kind": "attribute", "column": "age", "masking": { "allowed": [{ "rule": "bucket", "bounds": [18, 30, 45, 60] }] } },
                { "id": "registered_at", "name": "注册时间", "kind": "attribute", "column": "registered_at" },
                { "id": "lifetime_value", "name": "累计消费", "kind": "attribute", "column": "lifetime_value", "masking": { "allowed": [{ "rule": "bucket", "bounds": [100, 1000, 5000] }] } },
                { "id": "order_count", "name": "订单数", "kind": "attribute", "column": "order_count" },
                { "id": "is_member", "name": "是否会员", "kind": "tag", "column": "is_member" },
                { "id": "churn_score", "name": "流失概率", "kind": "tag", "column": "churn_score" },
                { "id": "lifecycle_tag", "name": "生命周期", "kind": "tag", "column": "lifecycle_tag" },
                { "id": "interest_tag", "name": "兴趣", "kind": "tag", "column": "interest_tag" }
              ],
              "segments": [
                { "id": "everyone", "name": "全部用户", "where": "true" },
                { "id": "high-value", "name": "高价值客户", "where": "lifetime_value >= 5000" },
                { "id": "double-11", "name": "双十一活动人群", "members": { "table": "segment_member", "segment": "double-11" } },
                { "id": "vip-invited", "name": "VIP邀请名单", "members": { "table": "segment_member", "segment": "vip-invited" } },
                { "id": "women-beauty", "name": "美妆女性", "where": "gender = '女' AND interest_tag = '美妆'" },
                { "id": "sleeping", "name": "沉睡客户", "where": "lifecycle_tag = '沉睡' AND order_count < 20" },
                { "id": "nobody", "name": "空群组", "where": "age > 150" }
              ],
              "members": [
                { "user": "alice", "permissions": [] },
                { "user": "bob", "permissions": ["view_all_downloads"] },
                { "user": "carol", "permissions": ["approve_downloads", "view_all_downloads"] },
                { "user": "dave", "permissions": ["approve_downloads"] }
              ]
            },
            {
              "id": "finance", "name": "金融", "fourEyes": true, "source": "cdp",
              "profile": { "table": "profile", "key": "user_id" },
              "fields": [
                { "id": "user_id", "name": "客户号", "kind": "identity", "column": "user_id", "masking": { "allowed": ["hash"], "required": true } },
                { "id": "name", "name": "姓名", "kind": "identity", "column": "name", "masking": { "allowed": ["name", "redact"], "required": true } },
                { "id": "phone", "name": "手机号", "kind": "identity", "column": "phone", "masking": { "allowed": ["phone", "hash"], "required": true } },
                { "id": "id_card", "name": "身份证号", "kind": "identity", "column": "id_card", "masking": { "allowed": ["id_card", "hash"], "required": true } },
                { "id": "city", "name": "城市", "kind": "attribute", "column": "city" },
                { "id": "age", "name": "年龄", "kind": "attribute", "column": "age" },
                { "id": "churn_score", "name": "流失概率", "kind": "tag", "column": "churn_score" }
              ],
              "segments": [
                { "id": "all-customers", "name": "全体客户", "where": "true" },
                { "id": "loan-2026", "name": "2026贷款客户", "members": { "table": "segment_member", "segment": "loan-2026" } },
                { "id": "seniors", "name": "老年客户", "where": "age >= 60" }
              ],
              "members": [
                { "user": "erin", "permissions": [] },
                { "user": "carol", "permissions": ["approve_downloads", "view_all_downloads"] },
                { "user": "frank", "permissions": ["approve_downloads", "view_all_downloads"] }
              ]
            }
          ]
        }
        """;
}
