using Microsoft.AspNetCore.Http;

namespace Weir.Server.Access.SignIn;

/// <summary>Shows people where they sign in. Its form posts <c>name</c>, <c>password</c> and <c>to</c> to <see cref="SignInPage.Path"/>.</summary>
internal interface ISignInPage
{
    /// <summary>Asks who somebody is.</summary>
    Task AskAsync(HttpContext http, SignInForm form);

    /// <summary>Says that somebody is signed in, and goes on to the pages by itself.</summary>
    Task WelcomeAsync(HttpContext http);
}
