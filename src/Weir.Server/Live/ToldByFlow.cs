namespace Weir.Server.Live;

/// <summary>Says of an endpoint that the flow itself tells of what is done there, to the pages that show it and to no others.</summary>
internal sealed record ToldByFlow;
