package org.acme.shapes;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;

/** A binding of the application's own interceptor. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
public @interface Counted {

    /** Records the listeners that it has intercepted. */
    @Counted
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    class CountingInterceptor {

        private final Calls calls;

        CountingInterceptor(Calls calls) {
            this.calls = calls;
        }

        @AroundInvoke
        Object count(InvocationContext context) throws Exception {
            calls.note("intercepted", context.getMethod().getName());
            return context.proceed();
        }
    }
}
