using Microsoft.AspNetCore.Http;

namespace Weir.Server.Web;

/// <summary>Reads what a browser's form sends.</summary>
internal static class Forms
{
    /// <summary>The fields; none when what was sent is no form, or none that can be read: whoever sent it is answered as if it were empty.</summary>
    /// <exception cref="BadHttpRequestException">It is larger than the endpoint takes.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpContext http)
    {
        try
        {
            return http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        }
        catch (Exception error) when (error is InvalidDataException || (error is IOException and not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested))
        {
            return FormCollection.Empty;
        }
    }
}
