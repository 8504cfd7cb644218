using System.Globalization;
using System.Text;

using Microsoft.AspNetCore.Http;

namespace Weir.Server.S3.Xml;

/// <summary>Writes the XML that S3 answers with.</summary>
/// <remarks>
/// Keys may hold characters that no XML can hold. S3 writes them as references all the same, which its clients read; an
/// <c>XmlWriter</c> would refuse. Clients that want to be sure ask for <c>encoding-type=url</c>.
/// </remarks>
internal sealed class XmlText
{
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    public XmlText Open(string name, bool isRoot = false)
    {
        _text.Append('<').Append(name);
        if (isRoot)
        {
            _text.Append(" xmlns=\"").Append(Namespace).Append('"');
        }

        _text.Append('>');
        _open.Push(name);
        return this;
    }

    /// <summary>Begins a document that is one element with a text.</summary>
    public XmlText OpenRoot(string name, string value)
    {
        Open(name, isRoot: true);
        Escape(value);
        return this;
    }

    public XmlText Close()
    {
        _text.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element with a text; nothing when there is none.</summary>
    public XmlText Add(string name, string? value)
    {
        if (value is null)
        {
            return this;
        }

        _text.Append('<').Append(name).Append('>');
        Escape(value);
        _text.Append("</").Append(name).Append('>');
        return this;
    }

    public XmlText Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public XmlText Add(string name, bool value) => Add(name, value ? "true" : "false");

    public XmlText Add(string name, DateTimeOffset time) =>
        Add(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>Whoever owns everything here.</summary>
    public XmlText AddOwner(string name = "Owner") => Open(name).Add("ID", "weir").Add("DisplayName", "weir").Close();

    /// <summary>Answers with what was written, closing what is open.</summary>
    public async Task SendAsync(HttpContext http, int status = StatusCodes.Status200OK)
    {
        while (_open.Count > 0)
        {
            Close();
        }

        if (http.Response.HasStarted)
        {
            // A slow answer, which has begun already.
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(_text.ToString()), http.RequestAborted);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(Declaration + _text);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/xml";
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }

    private void Escape(string value)
    {
        foreach (var c in value)
        {
            switch (c)
            {
                case '&':
                    _text.Append("&amp;");
                    break;
                case '<':
                    _text.Append("&lt;");
                    break;
                case '>':
                    _text.Append("&gt;");
                    break;
                case '"':
                    _text.Append("&quot;");
                    break;
                case < ' ' or '\x7f':
                    _text.Append(CultureInfo.InvariantCulture, $"&#x{(int)c:X};");
                    break;
                default:
                    _text.Append(c);
                    break;
            }
        }
    }
}
