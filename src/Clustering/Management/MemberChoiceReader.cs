using System.Text.Json;
using Actors.Contracts.Api;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http;

namespace Actors.Clustering.Management;

/// <summary>Reads which member a command is about.</summary>
internal static class MemberChoiceReader
{
    private const string AddressRule = "must be an address such as akka.tcp://actors@10.0.0.7:4053 or akka.tcp://actors@[fd00::7]:4053";

    /// <summary>
    /// Reads it from the query or the JSON body. What is misspelt is a fault, not nothing: nothing means this node.
    /// </summary>
    public static async Task<(MemberChoice Choice, BadField? Fault)> ReadAsync(HttpRequest request)
    {
        if (request.Query.Count > 0)
        {
            return OfQuery(request.Query);
        }

        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return (MemberChoice.Self, null);
        }

        try
        {
            var choice = await JsonSerializer.DeserializeAsync(
                request.Body, ContractJson.Default.MemberChoice, request.HttpContext.RequestAborted)
                ?? MemberChoice.Self;
            return Checked(choice);
        }
        catch (JsonException error)
        {
            return (
                MemberChoice.Self,
                new BadField(
                    "body",
                    $"The body must be JSON such as {{ \"address\": \"akka.tcp://...\" }} or {{ \"name\": \"web-1\" }}: {error.Message}"));
        }
    }

    private static (MemberChoice Choice, BadField? Fault) OfQuery(IQueryCollection query)
    {
        foreach (var (key, values) in query)
        {
            if (key is not ("address" or "name"))
            {
                return (MemberChoice.Self, new BadField(key, $"There is no field '{key}'; there are address and name."));
            }

            if (values.Count != 1)
            {
                return (MemberChoice.Self, new BadField(key, $"{key} must be given once."));
            }
        }

        return Checked(new MemberChoice(query["address"], query["name"]));
    }

    private static (MemberChoice Choice, BadField? Fault) Checked(MemberChoice choice)
    {
        if (choice.Name is { } name && !NodeNames.IsValid(name))
        {
            return (MemberChoice.Self, new BadField("name", $"name = '{name}': must be {NodeNames.Rule}."));
        }

        if (choice.Address is not { } text)
        {
            return (choice, null);
        }

        // One address has more than one spelling; the members' is Akka's own.
        return Akka.Actor.Address.TryParse(text, out var address) && address is { HasGlobalScope: true, Port: not null }
            ? (choice with { Address = address.WithHost(NodeHost.Bracketed(address.Host)).ToString() }, null)
            : (MemberChoice.Self, new BadField("address", $"address = '{text}': {AddressRule}."));
    }
}

/// <summary>A field of a request that cannot be used.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Detail">The value, what is wrong with it, the remedy.</param>
internal sealed record BadField(string Field, string Detail);
