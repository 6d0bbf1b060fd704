namespace SegmentExport.Sources.Sample;

/// <summary>The statements that make the sample.</summary>
internal static class SampleSql
{
    private const string Macros = """
        -- A number below n that depends on the row and the purpose alone.
        CREATE TEMP MACRO pick(i, salt, n) AS CAST(hash(CAST(i AS BIGINT) * 1000003 + salt) % n AS BIGINT);
        CREATE TEMP MACRO one_of(i, salt, list) AS list[pick(i, salt, len(list)) + 1];
        CREATE TEMP MACRO weighted(i) AS [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][i];
        -- GB 11643-1999: the check character of 17 digits, weights from the left.
        CREATE TEMP MACRO id_check(t) AS substr('10X98765432', CAST(list_sum(list_transform(range(1, 18), k -> weighted(k) * CAST(substr(t, CAST(k AS BIGINT), 1) AS BIGINT))) % 11 AS BIGINT) + 1, 1);
        """;

    private const string Profile = """
        CREATE TABLE profile AS
        WITH base AS (
            SELECT i,
                one_of(i, 1, ['王','李','张','刘','陈','杨','赵','黄','周','吴','徐','孙','胡','朱','高','林','何','郭','马','罗','欧阳','司马','诸葛']) AS family,
                one_of(i, 2, ['伟','芳','娜','敏','静','丽','强','磊','军','洋','勇','艳','杰','娟','涛','明','超','秀英','霞','平','刚','桂英','子轩','梓涵','一诺','浩然','雨桐']) AS given,
                one_of(i, 3, ['110101','310104','440106','330102','510107','420106','320102','610103','500103','120101']) AS region,
                DATE '1950-01-01' + CAST(pick(i, 4, 20000) AS INTEGER) AS born,
                pick(i, 5, 3) AS sex
            FROM range(@users) AS t(i)
        ), numbered AS (
            SELECT *, region || strftime(born, '%Y%m%d') || lpad(CAST(pick(i, 17, 1000) AS VARCHAR), 3, '0') AS id_17 FROM base
        )
        SELECT
            printf('u%09d', i) AS user_id,
            CASE pick(i, 10, 40)
                WHEN 0 THEN 'Anne-Marie O''Neill'
                WHEN 1 THEN '山田 太郎'
                WHEN 2 THEN 'Müller, Jörg "JJ"'
                WHEN 3 THEN 'José Ángel García'
                WHEN 4 THEN '👩‍👩‍👧 ' || given
                WHEN 5 THEN NULL
                ELSE family || given END AS name,
            CASE WHEN pick(i, 11, 50) = 0 THEN NULL ELSE '1' || one_of(i, 12, ['38','39','50','86','77','99']) || lpad(CAST(pick(i, 13, 100000000) AS VARCHAR), 8, '0') END AS phone,
            CASE WHEN pick(i, 14, 12) = 0 THEN NULL
                ELSE lower(one_of(i, 15, ['wei','fang','na','min','jing','li','qiang','lei','jun','yang'])) || '.' || CAST(i AS VARCHAR) || '@' || one_of(i, 16, ['example.com','example.org','mail.example.cn','qq.example']) END AS email,
            id_17 || id_check(id_17) AS id_card,
            CASE WHEN pick(i, 18, 3) = 0 THEN NULL ELSE '6222' || lpad(CAST(pick(i, 19, 1000000000000000) AS VARCHAR), 15, '0') END AS bank_card,
            md5('device' || CAST(i AS VARCHAR)) AS device_id,
            CASE WHEN pick(i, 20, 20) = 0 THEN '2001:db8:' || printf('%x:%x::%x', pick(i, 21, 65536), pick(i, 22, 65536), pick(i, 23, 65536))
                ELSE one_of(i, 24, ['192.0.2.','198.51.100.','203.0.113.']) || CAST(pick(i, 25, 256) AS VARCHAR) END AS last_ip,
            one_of(i, 30, ['北京','上海','广州','杭州','成都','武汉','南京','西安','重庆','天津']) AS city,
            CASE pick(i, 31, 6)
                WHEN 0 THEN '浙江省杭州市西湖区文三路' || CAST(pick(i, 32, 900) + 1 AS VARCHAR) || '号'
                WHEN 1 THEN '北京市朝阳区建国路' || CAST(pick(i, 32, 900) + 1 AS VARCHAR) || '号, 5层'
                WHEN 2 THEN '广东省广州市天河区体育西路' || CAST(pick(i, 32, 900) + 1 AS VARCHAR) || E'号\n"天河城"'
                WHEN 3 THEN E'上海市徐汇区漕溪北路\r\n' || CAST(pick(i, 32, 900) + 1 AS VARCHAR) || '号'
                WHEN 4 THEN NULL
                ELSE '' END AS address,
            CASE sex WHEN 0 THEN '女' WHEN 1 THEN '男' ELSE NULL END AS gender,
            born AS birthday,
            CAST(date_diff('year', born, DATE '2026-01-01') AS SMALLINT) AS age,
            TIMESTAMP '2019-01-01 00:00:00' + to_microseconds(pick(i, 33, 220000000000000)) AS registered_at,
            CAST(pick(i, 34, 2000000) * pick(i, 35, 10) / 1000.0 AS DECIMAL(12, 2)) AS lifetime_value,
            CAST(pick(i, 36, 200) AS INTEGER) AS order_count,
            pick(i, 37, 4) <> 0 AS is_member,
            CASE WHEN pick(i, 38, 5) = 0 THEN NULL ELSE round(pick(i, 39, 1000000) / 1000000.0, 4) END AS churn_score,
            one_of(i, 40, ['价格敏感','高活跃','沉睡','新客','回流','羊毛党🐑']) AS lifecycle_tag,
            CASE pick(i, 41, 30) WHEN 0 THEN '=HYPERLINK("https://example.com","点我")' WHEN 1 THEN '+1 喜欢, "夜跑"' WHEN 2 THEN '@常客' WHEN 3 THEN ' 两边有空格 ' WHEN 4 THEN E'一行\n两行' WHEN 5 THEN '' WHEN 6 THEN NULL
                ELSE one_of(i, 42, ['美妆','数码','母婴','运动','图书','食品','家居','宠物']) END AS interest_tag
        FROM numbered ORDER BY i;
        """;

    private const string Members = """
        CREATE TABLE segment_member AS
        SELECT 'double-11' AS segment_id, printf('u%09d', i) AS user_id, DATE '2026-11-11' AS added_on FROM range(@users) AS t(i) WHERE pick(i, 50, 5) = 0
        UNION ALL
        SELECT 'vip-invited', printf('u%09d', i), DATE '2026-10-01' FROM range(@users) AS t(i) WHERE pick(i, 51, 500) = 0
        UNION ALL
        SELECT 'vip-invited', 'gone-' || CAST(i AS VARCHAR), DATE '2026-10-01' FROM range(10) AS t(i)
        UNION ALL
        SELECT 'loan-2026', printf('u%09d', i), DATE '2026-06-01' FROM range(@users) AS t(i) WHERE pick(i, 52, 20) = 0;
        """;

    /// <summary>The statements, in order.</summary>
    public static IEnumerable<string> Statements(int users) =>
        new[] { "SET preserve_insertion_order = true", Macros, Profile, Members, "CHECKPOINT" }.Select(text => text.Replace("@users", $"{users}", StringComparison.Ordinal));
}
