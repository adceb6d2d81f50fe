package kotlin.coroutines;

/**
 * Stands in for Kotlin's, which its compiler adds to the parameters of a suspend function.
 *
 * @param <T> what the function returns
 */
public interface Continuation<T> {}
