using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

using Weir.Dashboard.Pages;
using Weir.Server.Api;
using Weir.Server.Web;

namespace Weir.Dashboard.Errors;

/// <summary>Says to people why there is no page, with the code and what to do.</summary>
internal sealed class FailurePages : IFailurePage
{
    public async Task<bool> AnswerAsync(HttpContext http, Problem problem)
    {
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || !http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            return false;
        }

        var context = PageRenderer.ContextOf(http);
        context.Topics = null;
        context.Status = problem.Code is "WEIR7013" or "WEIR7015" ? StatusCodes.Status404NotFound : problem.Status;
        await PageRenderer.SendAsync(http, await PageRenderer.RenderAsync(http, typeof(ErrorPage), ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(ErrorPage.Code)] = problem.Code,
            [nameof(ErrorPage.Message)] = problem.Detail,
            [nameof(ErrorPage.Hint)] = problem.Hint,
        })));
        return true;
    }
}
