using System.Text;
using System.Text.Encodings.Web;

using Microsoft.AspNetCore.Http;

using Weir.Failures;

namespace Weir.Server.Access.SignIn;

/// <summary>The page on which people sign in: one form, without scripts.</summary>
internal static class SignInPage
{
    public const string Path = "/sign-in";
    public const string StylePath = "/sign-in/style.css";

    public const string Style =
        """
        :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
        main { width: min(22rem, 100vw - 2rem); padding: 1rem 0; }
        h1 { font-size: 1.4rem; margin: 0 0 1rem; }
        label { display: block; margin: 0 0 .25rem; }
        input { box-sizing: border-box; width: 100%; font: inherit; padding: .6rem; margin: 0 0 1rem; border: 1px solid GrayText; border-radius: .4rem; }
        button { font: inherit; padding: .6rem 1.2rem; border: 0; border-radius: .4rem; background: #14507a; color: #fff; cursor: pointer; }
        :focus-visible { outline: 3px solid #2b8ad6; outline-offset: 2px; }
        [role=alert] { padding: .75rem; border: 2px solid #b3261e; border-radius: .4rem; margin: 0 0 1rem; }
        .hint { opacity: .85; font-size: .95rem; margin-top: 1.5rem; }
        code { font-size: .95em; }
        """;

    /// <summary>Writes the page.</summary>
    /// <param name="http">To whom.</param>
    /// <param name="status">With which status.</param>
    /// <param name="hasUsers">Whether there are names and passwords; tokens always are.</param>
    /// <param name="to">Where to go on.</param>
    /// <param name="wrong">What went wrong before; nothing when null.</param>
    public static Task WriteAsync(HttpContext http, int status, bool hasUsers, string to, Failure? wrong = null)
    {
        Harden(http, status);
        var page = new StringBuilder(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Sign in · Weir</title>
            <link rel="stylesheet" href="{StylePath}">
            </head>
            <body>
            <main>
            <h1>Sign in to Weir</h1>

            """);
        if (wrong is not null)
        {
            page.Append($"<p role=\"alert\">{Text($"{wrong.Message} {wrong.Hint} ({wrong.Code})")}</p>\n");
        }

        page.Append($"<form method=\"post\" action=\"{Path}\">\n<input type=\"hidden\" name=\"to\" value=\"{Text(to)}\">\n");
        page.Append(hasUsers
            ? """
              <label for="name">Name</label>
              <input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" autofocus>
              <label for="password">Password</label>
              <input id="password" name="password" type="password" autocomplete="current-password" required>
              <button>Sign in</button>
              </form>
              <p class="hint">With a token, leave the name empty. On the machine itself, <code>weir open</code> needs no password.</p>
              """
            : """
              <label for="password">Token</label>
              <input id="password" name="password" type="password" autocomplete="off" required autofocus>
              <button>Sign in</button>
              </form>
              <p class="hint">On the machine itself, <code>weir open</code> opens this page signed in. The token stands in the file
              <code>.weir/ENVIRONMENT/credentials</code> of the project, under <code>[weir]</code>.</p>
              """);
        page.Append("\n</main>\n</body>\n</html>\n");
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.WriteAsync(page.ToString(), http.RequestAborted);
    }

    /// <summary>Writes a page that goes on to the dashboard by itself.</summary>
    public static Task WriteDoneAsync(HttpContext http)
    {
        Harden(http, StatusCodes.Status200OK);
        return http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="0;url=/">
            <title>Signed in · Weir</title>
            <link rel="stylesheet" href="{StylePath}">
            </head>
            <body>
            <main>
            <h1>Signed in</h1>
            <p><a href="/">Go on to the dashboard</a></p>
            </main>
            </body>
            </html>

            """,
            http.RequestAborted);
    }

    /// <summary>A path of this server, whatever was asked for: nobody is sent elsewhere.</summary>
    public static string Local(string? to) =>
        to is ['/', ..] and not ['/', '/' or '\\', ..] && !to.Any(char.IsControl) && !to.StartsWith(Path, StringComparison.Ordinal) ? to : "/";

    private static void Harden(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "no-store";
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
