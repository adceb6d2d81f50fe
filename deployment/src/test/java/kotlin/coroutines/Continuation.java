package kotlin.coroutines;

/**
 * Replaces Kotlin's, which its compiler adds to the parameters of a suspend function.
 *
 * @param <T> the result of the function
 */
public interface Continuation<T> {}
