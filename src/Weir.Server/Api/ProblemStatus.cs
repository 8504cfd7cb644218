using Weir.Server.Api.Calls;
using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>The status with which a failure is answered that is not passing.</summary>
internal static class ProblemStatus
{
    public static int Of(string code) => code switch
    {
        // What was sent cannot be understood.
        Wrong.ParameterCode or Wrong.BodyCode or Cursors.Code or "WEIR7002" or "WEIR7421" or "WEIR7460" or "WEIR7485" or "WEIR7486" => 400,
        "WEIR7405" => 401,
        "WEIR7402" or "WEIR7406" or "WEIR7425" or "WEIR7426" => 403,

        // What is named is not there: buckets, loads, datasets, functions, objects, tables, reconciliations, runs, pipelines, dead letters, schedules, users, tokens.
        NotThere.Path or "WEIR3002" or "WEIR6020" or "WEIR6402" or "WEIR6501" or "WEIR7010" or "WEIR7011" or "WEIR7013" or "WEIR7015"
            or "WEIR7016" or "WEIR7017" or "WEIR7023" or "WEIR7125" or "WEIR7423" => 404,
        NotThere.Method => 405,

        // What is there does not go with it now: unloaded before, has another content, is taken, is over, waits for nobody, is not kept; there is no page to sign in to.
        "WEIR6012" or "WEIR6021" or "WEIR6022" or "WEIR6024" or "WEIR6064" or "WEIR6065" or "WEIR6066" or "WEIR6305" or "WEIR6401"
            or "WEIR6404" or "WEIR6423" or "WEIR7012" or "WEIR7018" or "WEIR7022" or "WEIR7030" or "WEIR7031" or "WEIR7032" or "WEIR7033" or "WEIR7034"
            or "WEIR7422" or "WEIR7424" => 409,
        "WEIR7020" or "WEIR7408" => 413,
        Wrong.MediaTypeCode => 415,

        // It is understood, and cannot be done: SQL, inputs, patterns, names, formats.
        _ => 422,
    };
}
