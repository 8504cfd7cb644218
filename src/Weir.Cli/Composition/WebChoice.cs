using Weir.Http;

namespace Weir.Cli.Composition;

/// <summary>Whether a running project has a dashboard and an API, and where.</summary>
/// <param name="IsOpen">Whether it has.</param>
/// <param name="Listen">Where; as the project says, else where it suits, when null.</param>
internal readonly record struct WebChoice(bool IsOpen, ListenAddress? Listen = null);
