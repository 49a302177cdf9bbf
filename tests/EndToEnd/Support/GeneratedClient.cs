using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace Actors.EndToEnd.Support;

/// <summary>A client that a generator of others makes of the API's description, compiled with a program that uses it.</summary>
internal static class GeneratedClient
{
    /// <summary>Generates, compiles and runs.</summary>
    /// <param name="description">The OpenAPI document.</param>
    /// <param name="program">A class <c>Program</c> with <c>static Task&lt;string&gt; RunAsync(HttpClient)</c>, which uses
    /// <c>Generated.AgentClient</c>.</param>
    /// <param name="http">What asks the agent.</param>
    /// <returns>What the program gives back.</returns>
    public static async Task<string> RunAsync(string description, string program, HttpClient http)
    {
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "AgentClient",
            GenerateOptionalParameters = true,
            OperationNameGenerator = new SingleClientFromOperationIdOperationNameGenerator(),
        };
        settings.CSharpGeneratorSettings.Namespace = "Generated";
        settings.CSharpGeneratorSettings.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
        settings.CSharpGeneratorSettings.GenerateNullableReferenceTypes = true;
        var client = new CSharpClientGenerator(await OpenApiDocument.FromJsonAsync(description), settings).GenerateFile();

        var libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "GeneratedClient", [CSharpSyntaxTree.ParseText(client), CSharpSyntaxTree.ParseText(program)], libraries,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var compiled = new MemoryStream();
        var outcome = compilation.Emit(compiled);
        Assert.True(
            outcome.Success,
            string.Join('\n', outcome.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Take(10)));

        compiled.Position = 0;
        var run = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(compiled).GetType("Program")!
            .GetMethod("RunAsync", BindingFlags.Public | BindingFlags.Static)!;
        return await (Task<string>)run.Invoke(null, [http])!;
    }
}
