using System.Text;

namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>What a column's name says: whole words of it, in English, in Chinese, and as Chinese is written in column names.</summary>
internal static class NameClues
{
    /// <summary>What a name ends with; the first one counts.</summary>
    private static readonly (Sensitivity Sensitivity, string[] Names)[] Known =
    [
        (Sensitivity.IdCard, ["id_card", "idcard", "id_no", "idno", "identity_no", "identity_number", "national_id", "cert_no", "ssn", "sfz", "sfzh", "身份证", "证件号"]),
        (Sensitivity.BankCard, ["bank_card", "bankcard", "card_no", "card_number", "bank_account", "account_no", "iban", "yhk", "银行卡", "银行账号"]),
        (Sensitivity.Phone, ["phone", "mobile", "tel", "telephone", "cellphone", "phone_no", "phone_number", "mobile_no", "msisdn", "sjh", "sjhm", "手机", "电话"]),
        (Sensitivity.Email, ["email", "e_mail", "mail", "mail_address", "email_address", "邮箱", "邮件"]),
        (Sensitivity.Ip, ["ip", "ip_address", "ip_addr", "ipv4", "ipv6"]),
        (Sensitivity.Name, ["name", "real_name", "full_name", "first_name", "last_name", "user_name", "username", "customer_name", "contact_name", "nickname", "nick_name", "xm", "姓名", "昵称", "联系人"]),
        (Sensitivity.Address, ["address", "addr", "home_address", "street", "dz", "地址", "住址"]),
        (Sensitivity.Birthday, ["birthday", "birth_date", "birthdate", "date_of_birth", "dob", "csrq", "生日", "出生日期"]),
        (Sensitivity.Age, ["age", "年龄"]),
        (Sensitivity.Id, ["id", "uid", "uuid", "guid", "openid", "open_id", "unionid", "union_id", "imei", "idfa", "oaid", "device", "device_no", "cookie", "用户编号", "客户号", "设备号", "会员号"]),
    ];

    /// <summary>Words before the last one under which a name or an address is not a person's.</summary>
    private static readonly string[] Things = ["city", "province", "country", "product", "brand", "shop", "store", "category", "channel", "campaign", "segment", "tag", "file", "table", "event", "page", "sku", "level"];

    /// <summary>What the name says; null for nothing.</summary>
    public static Sensitivity? Of(SourceColumn column)
    {
        var words = Words(column.Name);
        foreach (var (sensitivity, names) in Known)
        {
            if (names.Any(name => Has(words, column.Name, name)) && Fits(sensitivity, column.Type) && !IsOfAThing(sensitivity, words))
            {
                return sensitivity;
            }
        }

        return null;
    }

    // userId, UserID and user-id are user_id.
    private static string Words(string name)
    {
        var words = new StringBuilder();
        for (var at = 0; at < name.Length; at++)
        {
            if (at > 0 && char.IsUpper(name[at]) && (char.IsLower(name[at - 1]) || (at + 1 < name.Length && char.IsUpper(name[at - 1]) && char.IsLower(name[at + 1]))))
            {
                words.Append('_');
            }

            words.Append(char.IsLetterOrDigit(name[at]) ? char.ToLowerInvariant(name[at]) : '_');
        }

        return words.ToString();
    }

    // Chinese has no blanks between its words.
    private static bool Has(string words, string name, string known) =>
        char.IsAscii(known[0]) ? words == known || words.EndsWith("_" + known, StringComparison.Ordinal) : name.Contains(known, StringComparison.Ordinal);

    private static bool IsOfAThing(Sensitivity sensitivity, string words) =>
        sensitivity is Sensitivity.Name or Sensitivity.Id or Sensitivity.Address && words.Split('_') is { Length: > 1 } all && Things.Contains(all[^2]);

    private static bool Fits(Sensitivity sensitivity, ColumnType type) => sensitivity switch
    {
        Sensitivity.Birthday => type is ColumnType.Date or ColumnType.Text,
        Sensitivity.Age => type is ColumnType.Number,
        Sensitivity.Phone or Sensitivity.IdCard or Sensitivity.BankCard or Sensitivity.Id => type is ColumnType.Text or ColumnType.Number or ColumnType.Other,
        _ => type is ColumnType.Text or ColumnType.Other,
    };
}
