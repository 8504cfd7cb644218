using Microsoft.AspNetCore.Http;

using Weir.Server.Api;

namespace Weir.Server.Web;

/// <summary>Shows people a failure that programs are told in JSON.</summary>
internal interface IFailurePage
{
    /// <summary>Answers a request with a page, if it is one of somebody who reads pages.</summary>
    /// <returns>False when it is not; nothing has been answered.</returns>
    Task<bool> AnswerAsync(HttpContext http, Problem problem);
}
