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

        private final Invocations invocations;

        CountingInterceptor(Invocations invocations) {
            this.invocations = invocations;
        }

        @AroundInvoke
        Object count(InvocationContext context) throws Exception {
            invocations.note("intercepted", context.getMethod().getName());
            return context.proceed();
        }
    }
}
