using System.Text;

using Microsoft.AspNetCore.Http;

namespace Weir.Server.S3.Multipart;

/// <summary>Keeps a client waiting that would give up without a sign of life: spaces, which mean nothing in XML.</summary>
/// <remarks>As in S3, the status is 200 from then on, and an error stands in the body.</remarks>
internal static class SlowAnswer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task WhileAsync(Task work, HttpContext http, TimeProvider time)
    {
        while (await Task.WhenAny(work, Task.Delay(Patience, time, http.RequestAborted)) != work && !http.RequestAborted.IsCancellationRequested)
        {
            if (!http.Response.HasStarted)
            {
                http.Response.ContentType = "application/xml";
                await http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(Xml.XmlText.Declaration), http.RequestAborted);
            }

            await http.Response.Body.WriteAsync(" "u8.ToArray(), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }
}
