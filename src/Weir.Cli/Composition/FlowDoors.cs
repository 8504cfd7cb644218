using Weir.Http;

namespace Weir.Cli.Composition;

/// <summary>What a flow is open for.</summary>
/// <param name="StayOpen">Whether it runs until it is stopped, and so waits for requests and for the times of schedules.</param>
/// <param name="Listen">Where it hears requests, if there are triggers for them; as the project says when null.</param>
/// <param name="S3">With whom it speaks S3, and where.</param>
/// <param name="Web">Whether it has a dashboard and an API, and where.</param>
internal sealed record FlowDoors(bool StayOpen, ListenAddress? Listen, S3Choice S3, WebChoice Web)
{
    /// <summary>It works off what waits, and is open for nobody but its own code.</summary>
    public static FlowDoors OwnCode { get; } = new(StayOpen: false, Listen: null, new S3Choice(S3Audience.OwnCode), new WebChoice(IsOpen: false));
}
