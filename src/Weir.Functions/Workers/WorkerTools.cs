using Weir.Functions.Processes;
using Weir.Functions.RuntimeApi;

namespace Weir.Functions.Workers;

/// <summary>What all workers share.</summary>
/// <param name="Api">What they talk to.</param>
/// <param name="Guard">Kills them when Weir is killed.</param>
/// <param name="Scratch">The folder for their temporary files.</param>
/// <param name="S3">What they are told of S3.</param>
/// <param name="Time">The clock.</param>
internal sealed record WorkerTools(RuntimeApiServer Api, ProcessGuard Guard, string Scratch, S3Variables S3, TimeProvider Time);
