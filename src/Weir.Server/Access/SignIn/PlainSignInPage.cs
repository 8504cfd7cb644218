using System.Text;
using System.Text.Encodings.Web;

using Microsoft.AspNetCore.Http;

namespace Weir.Server.Access.SignIn;

/// <summary>The page on which people sign in where there are no other pages: one form, without scripts.</summary>
internal sealed class PlainSignInPage : ISignInPage
{
    public const string StylePath = $"{SignInPage.Path}/style.css";

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

    public Task AskAsync(HttpContext http, SignInForm form)
    {
        var content = new StringBuilder("<h1>Sign in to Weir</h1>\n");
        if (form.Wrong is { } wrong)
        {
            content.Append($"<p role=\"alert\">{Text($"{wrong.Message} {wrong.Hint} ({wrong.Code})")}</p>\n");
        }

        content.Append($"<form method=\"post\" action=\"{SignInPage.Path}\">\n<input type=\"hidden\" name=\"to\" value=\"{Text(form.To)}\">\n");
        content.Append(form.HasUsers
            ? $"""
              <label for="name">Name</label>
              <input id="name" name="name" value="{Text(form.Name)}" autocomplete="username" autocapitalize="none" spellcheck="false" autofocus>
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
        return SendAsync(http, form.Status, "Sign in", content.ToString());
    }

    public Task WelcomeAsync(HttpContext http) => SendAsync(
        http,
        StatusCodes.Status200OK,
        "Signed in",
        """
        <h1>Signed in</h1>
        <p><a href="/">Go on to the dashboard</a></p>
        """,
        """<meta http-equiv="refresh" content="0;url=/">""");

    private static Task SendAsync(HttpContext http, int status, string title, string content, string more = "")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} · Weir</title>
            <link rel="stylesheet" href="{StylePath}">
            {more}
            </head>
            <body>
            <main>
            {content}
            </main>
            </body>
            </html>

            """,
            http.RequestAborted);
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
