using Microsoft.OpenApi;

namespace Actors.HaAgent.Api;

/// <summary>What the description of the API says beyond what the endpoints and records say of themselves. Pure.</summary>
internal static class ApiDescription
{
    private const string Token = "token";
    private const string ProblemType = "application/problem+json";

    /// <summary>Completes the document.</summary>
    public static void Complete(OpenApiDocument document)
    {
        document.Info.Title = "Actors: the agent beside HAProxy";
        document.Info.Version = "1";
        document.Info.Description =
            "Changes, and everything from beyond 127.0.0.1, need 'Authorization: Bearer TOKEN'. Errors are RFC 9457; the type of each is "
            + "one of: " + string.Join(", ", ProblemTypes.All) + ". A path or method that there is not has the type that HTTP has for it.";
        document.Servers = [new OpenApiServer { Url = "/", Description = "The agent that answers this." }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Look", Description = "What is so." },
            new() { Name = "Overrides", Description = "What operators want of nodes and services: at every agent, over restarts." },
            new() { Name = "Commands", Description = "To this agent." },
        };
        var components = document.Components ??= new OpenApiComponents();
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "What is in the file of Api:TokenFile. From 127.0.0.1 reading needs none.",
            },
        };
        foreach (var schema in (components.Schemas ?? new Dictionary<string, IOpenApiSchema>()).Values)
        {
            Tidy(schema);
        }

        var examples = new ApiExamples();
        foreach (var (path, item) in document.Paths)
        {
            foreach (var (method, operation) in item.Operations ?? [])
            {
                Complete(document, examples, path, method, operation);
            }
        }
    }

    private static void Complete(
        OpenApiDocument document, ApiExamples examples, string path, HttpMethod method, OpenApiOperation operation)
    {
        var (id, isReading) = (operation.OperationId ?? "", method == HttpMethod.Get);
        var tag = isReading ? "Look" : path.StartsWith("/api/nodes", StringComparison.Ordinal)
            || path.StartsWith("/api/services", StringComparison.Ordinal) || id is "freeze" or "thaw" ? "Overrides" : "Commands";
        operation.Tags = new HashSet<OpenApiTagReference> { new(tag, document) };
        var withToken = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] };
        operation.Security = isReading ? [new OpenApiSecurityRequirement(), withToken] : [withToken];
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            ApiParameters.Describe(parameter, path);
        }

        if (operation.RequestBody is OpenApiRequestBody { Content: { } asked } body)
        {
            foreach (var content in asked.Values)
            {
                content.Example = examples.Request(id);
            }

            body.Required = id != "render";
            if (id == "render")
            {
                asked["text/plain"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = "" };
            }
        }

        var responses = operation.Responses ??= [];
        if (operation.RequestBody is not null)
        {
            responses["415"] = new OpenApiResponse { Description = "Unsupported Media Type" };
        }

        responses["401"] = new OpenApiResponse
        {
            Description = "Unauthorized",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ProblemType] = new() { Schema = new OpenApiSchemaReference("ProblemDetails", document) },
            },
        };
        foreach (var (status, response) in responses)
        {
            foreach (var content in response.Content?.Values ?? [])
            {
                content.Example = status[0] == '2' ? examples.Response(id) : examples.Problem(id, path, status);
            }
        }
    }

    // What generators of clients fail on: a null among the words of a list, words without a type, and what a value that may be null
    // means beside one of its two forms. A comment's lines are no lines of the description.
    private static void Tidy(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema own)
        {
            foreach (var property in own.Properties?.Values ?? [])
            {
                Tidy(property);
            }

            if (own.OneOf?.FirstOrDefault(form => form.Description is not null) is { } form)
            {
                (own.Description, form.Description) = (form.Description, null);
            }

            if (own.Enum is { Count: > 0 } words)
            {
                (own.Enum, own.Type) = ([.. words.Where(word => word is not null && !word.IsJsonNullSentinel())], JsonSchemaType.String);
            }
        }

        if (schema.Description is { } text)
        {
            schema.Description = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }
}
