package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;

/**
 * An application that cannot be built or started: it consists of the nested classes of the test class. It is built once for all tests of
 * the class, each of which then checks the error of its own bean among all reported errors.
 */
final class FailingApplication implements BeforeAllCallback, AfterAllCallback {

    private final QuarkusUnitTest application = new QuarkusUnitTest();
    private final List<String> messages = new ArrayList<>();
    private Throwable rootCause;

    FailingApplication() {
        application.withApplicationRoot(root -> root.addClass(Order.class)).assertException(this::remember)
                // No broker is needed.
                .overrideConfigKey("quarkus.devservices.enabled", "false");
    }

    FailingApplication with(String key, String value) {
        application.overrideConfigKey(key, value);
        return this;
    }

    private void remember(Throwable failure) {
        rootCause = failure;
        while (rootCause.getCause() != null) {
            rootCause = rootCause.getCause();
        }
        if (failure.getSuppressed().length > 0) {
            Stream.of(failure.getSuppressed()).map(Throwable::getMessage).forEach(messages::add);
        } else {
            messages.add(failure.getMessage());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        application.beforeAll(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        application.afterAll(context);
    }

    /** Asserts the exception whose message Quarkus prints without a stack trace. */
    void assertConfigurationException(String message) {
        // The application's classes are not those of the test.
        assertThat(rootCause.getClass().getName()).isEqualTo(ConfigurationException.class.getName());
        assertThat(rootCause).hasMessage(message);
    }

    List<String> messages() {
        return messages;
    }

    /** Asserts that a listener's only error was reported with rule, method and remedy. */
    void reports(String rule, Class<?> bean, String method, String remedy) {
        assertThat(messagesAt(bean)).as("Among %s", messages).containsExactly(message(rule, bean, method, remedy));
    }

    /** Asserts that one of a listener's errors was reported. */
    void alsoReports(String rule, Class<?> bean, String method, String remedy) {
        assertThat(messagesAt(bean)).as("Among %s", messages).contains(message(rule, bean, method, remedy));
    }

    private static String message(String rule, Class<?> bean, String method, String remedy) {
        return "@OnEvent " + rule + ": " + bean.getName() + "#" + method + ". " + remedy;
    }

    private List<String> messagesAt(Class<?> bean) {
        return messages.stream().filter(message -> message.contains(": " + bean.getName() + "#")).toList();
    }
}
