// The test runner loads this assembly; started as a program it is the process that the crash tests work with and kill.
return await Weir.Tests.Reliability.Worker.RunAsync(args);
