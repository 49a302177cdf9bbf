namespace Actors.Contracts;

/// <summary>HAProxy's administrative states that we use ("set server ... state").</summary>
public enum AdminState
{
    /// <summary>Gets traffic as long as its checks pass.</summary>
    Ready,

    /// <summary>Kept in the list, gets no new traffic.</summary>
    Drain,

    /// <summary>Kept in the list, gets nothing at all and is not checked. Where HAProxy has it unwanted, it is one that is to be deleted.</summary>
    Maintenance,
}
