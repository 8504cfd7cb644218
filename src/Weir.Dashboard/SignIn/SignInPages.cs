using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

using Weir.Dashboard.Pages;
using Weir.Server.Access.SignIn;

namespace Weir.Dashboard.SignIn;

/// <summary>The page before all others looks as they do.</summary>
internal sealed class SignInPages : ISignInPage
{
    public Task AskAsync(HttpContext http, SignInForm form) =>
        SendAsync(http, form.Status, typeof(SignInAskPage), new()
        {
            [nameof(SignInAskPage.HasUsers)] = form.HasUsers,
            [nameof(SignInAskPage.To)] = form.To,
            [nameof(SignInAskPage.Name)] = form.Name,
            [nameof(SignInAskPage.Code)] = form.Wrong?.Code,
            [nameof(SignInAskPage.Message)] = form.Wrong?.Message,
            [nameof(SignInAskPage.Hint)] = form.Wrong?.Hint,
        });

    public Task WelcomeAsync(HttpContext http) => SendAsync(http, StatusCodes.Status200OK, typeof(SignedInPage), []);

    private static async Task SendAsync(HttpContext http, int status, Type page, Dictionary<string, object?> parameters)
    {
        PageRenderer.ContextOf(http).Status = status;
        await PageRenderer.SendAsync(http, await PageRenderer.RenderAsync(http, page, ParameterView.FromDictionary(parameters)));
    }
}
