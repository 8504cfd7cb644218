using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

using Microsoft.AspNetCore.Http;

namespace Weir.Dashboard.Pages;

/// <summary>Makes sure that a form was sent from a page of ours: it carries what only such a page can know.</summary>
/// <remarks>
/// A browser is given a random number in a cookie that no script reads and no other site sends. The field of a form is that number's
/// code by a key that lives as long as sessions may, so that a page that is open takes its forms through a start of the server;
/// whoever can set a cookie still cannot make the field.
/// </remarks>
/// <param name="key">The key.</param>
internal sealed class FormTokens(byte[] key)
{
    public const string Field = "_token";
    public const string Cookie = "weir_form";

    private const int Length = 32;

    /// <summary>The token of a browser, which is given a cookie where it has none.</summary>
    public string For(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 and <= 128 } seed)
        {
            if (http.Items[this] is not string given)
            {
                http.Items[this] = given = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));
                http.Response.Cookies.Append(Cookie, given, new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Strict,
                    Secure = http.Request.IsHttps,
                    Path = "/",
                });
            }

            seed = given;
        }

        return Base64Url.EncodeToString(CodeOf(seed));
    }

    /// <summary>Whether a form carries its browser's token.</summary>
    public bool IsFrom(HttpContext http, string? token) =>
        http.Request.Cookies[Cookie] is { Length: > 0 and <= 128 } seed
        && token is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Base64Url.EncodeToString(CodeOf(seed))));

    private byte[] CodeOf(string seed) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(seed));
}
