// The process of a .NET function: loads the function's assembly, then takes one event after the other.
return await Weir.Functions.DotNet.Loop.RunAsync();
