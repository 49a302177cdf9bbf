using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Actors.Architecture;

/// <summary>
/// Reads from a built assembly which room knows which: by base types, members, attributes and the code of methods (what the compiler
/// copies, as constants, leaves no trace).
/// </summary>
public static class Rooms
{
    /// <summary>What stands in no folder.</summary>
    public const string Root = "(root)";

    /// <summary>Every arrow between two rooms, with each pair of types once.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="project">Its root namespace, such as <c>Actors.HaAgent</c>.</param>
    public static IReadOnlyList<Arrow> Arrows(string path, string project)
    {
        using var module = ModuleDefinition.ReadModule(path);
        return
        [
            .. from type in module.GetAllTypes()
               where RoomOf(type, project) is not null
               from known in TypesIn(type).SelectMany(Parts)
                   .Select(known => known.Scope == module || known is TypeDefinition ? known : null).OfType<TypeReference>()
               let to = RoomOf(known, project)
               let @from = RoomOf(type, project)
               where to is not null && to != @from
               group (type, known) by (@from, to, Outer(type).Name, Known: Outer(known).Name) into pair
               select new Arrow(pair.Key.@from!, pair.Key.to!, $"{pair.Key.Name} -> {pair.Key.Known}"),
        ];
    }

    /// <summary>The first folder below the project; null for a type that the compiler has put elsewhere.</summary>
    private static string? RoomOf(TypeReference type, string project)
    {
        var space = Outer(type).Namespace;
        return space == project || space.Length == 0 && IsOwn(Outer(type)) ? Root
            : space.StartsWith(project + ".", StringComparison.Ordinal) ? space[(project.Length + 1)..].Split('.')[0] : null;
    }

    // Top-level statements stand in a class without a namespace.
    private static bool IsOwn(TypeReference type) => type.Name == "Program";

    private static TypeReference Outer(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static IEnumerable<TypeReference> TypesIn(TypeDefinition type) =>
    [
        .. new[] { type.BaseType }.OfType<TypeReference>(),
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. type.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Methods.SelectMany(TypesIn),
        .. type.CustomAttributes.Select(one => one.AttributeType),
    ];

    private static IEnumerable<TypeReference> TypesIn(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.CustomAttributes.Select(one => one.AttributeType),
        .. method.HasBody
        ? method.Body.Variables.Select(variable => variable.VariableType).Concat(method.Body.Instructions.SelectMany(TypesIn))
        : [],
    ];

    private static IEnumerable<TypeReference> TypesIn(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method =>
        [method.DeclaringType, method.ReturnType, .. method.GenericArguments, .. method.Parameters.Select(parameter =>
            parameter.ParameterType)],
        MethodReference method =>
        [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification special => Parts(special.ElementType),
        GenericParameter => [],
        _ => [type],
    };
}
