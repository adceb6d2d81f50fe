package io.quarkiverse.eventstream.runtime.bus;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.runtime.envelope.Upcasters;

/**
 * A method with {@link io.quarkiverse.eventstream.Upcast}, as the build found it.
 *
 * @param type the name of the class whose older payloads it converts
 * @param from the version that it takes
 * @param owner the name of its class
 * @param method its name
 */
public record RecordedUpcast(String type, int from, String owner, String method) {

    Upcasters.Step step() {
        try {
            ClassLoader application = Thread.currentThread().getContextClassLoader();
            Method found = Class.forName(owner, true, application).getDeclaredMethod(method, ObjectNode.class);
            found.setAccessible(true);
            return new Upcasters.Step(Class.forName(type, false, application), from, owner + "#" + method,
                    payload -> invoke(found, payload));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The method " + owner + "#" + method + " with @Upcast is missing", e);
        }
    }

    private static ObjectNode invoke(Method method, ObjectNode payload) {
        try {
            return (ObjectNode) method.invoke(null, payload);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalArgumentException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
