using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace SegmentExport.Gateway.Http;

/// <summary>
/// Keeps ASP.NET Core's data protection keys in memory only. The authentication handlers insist on having some, nothing here uses them, and by default they would be written into the user's home.
/// </summary>
internal sealed class ForgottenKeys : IXmlRepository
{
    private readonly List<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_keys)
        {
            return [.. _keys.Select(key => new XElement(key))];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_keys)
        {
            _keys.Add(new(element));
        }
    }
}
