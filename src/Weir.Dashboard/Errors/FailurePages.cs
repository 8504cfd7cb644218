using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

using Weir.Dashboard.Pages;
using Weir.Failures;
using Weir.Server.Access;
using Weir.Server.Access.SignIn;
using Weir.Server.Api;
using Weir.Server.Web;

namespace Weir.Dashboard.Errors;

/// <summary>Says to people why there is no page, with the code and what to do.</summary>
/// <param name="door">Knows who looks, also where there is no page.</param>
internal sealed class FailurePages(IDoor door) : IFailurePage
{
    public async Task<bool> AnswerAsync(HttpContext http, Problem problem)
    {
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || !http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            return false;
        }

        var isNoPage = problem.Code == NotThere.Path;
        if (isNoPage && await WhoAsync(http) is ({ } identity, var session))
        {
            AccessGate.Know(http, identity, session);
        }

        var context = PageRenderer.ContextOf(http);
        context.Topics = null;
        context.Status = problem.Code is "WEIR7013" or "WEIR7015" ? StatusCodes.Status404NotFound : problem.Status;
        await PageRenderer.SendAsync(http, await PageRenderer.RenderAsync(http, typeof(ErrorPage), ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(ErrorPage.Code)] = problem.Code,
            [nameof(ErrorPage.Message)] = problem.Detail,
            [nameof(ErrorPage.Hint)] = isNoPage ? "Check the address; or begin with one of the pages that there are." : problem.Hint,
        })));
        return true;
    }

    private async Task<(Identity? Identity, SignedIn? Session)> WhoAsync(HttpContext http)
    {
        try
        {
            return await door.IdentifyAsync(http);
        }
        catch (RefusedException)
        {
            return (null, null);
        }
    }
}
