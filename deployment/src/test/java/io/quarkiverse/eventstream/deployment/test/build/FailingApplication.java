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
 * An application that can't be built or started: it consists of the classes that are nested in the test class. It is tried
 * once for all tests of the class, which then look each for the mistake of its own bean among all that was told.
 */
final class FailingApplication implements BeforeAllCallback, AfterAllCallback {

    private final QuarkusUnitTest application = new QuarkusUnitTest();
    private final List<String> messages = new ArrayList<>();
    private Throwable rootCause;

    FailingApplication() {
        application.withApplicationRoot(root -> root.addClass(Order.class)).assertException(this::remember)
                // Nobody needs a broker for that.
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

    /** The one whose message Quarkus prints, without a stack trace. */
    void assertConfigurationException(String message) {
        // The application's classes are not those of the test.
        assertThat(rootCause.getClass().getName()).isEqualTo(ConfigurationException.class.getName());
        assertThat(rootCause).hasMessage(message);
    }

    List<String> messages() {
        return messages;
    }

    /** Asserts that a listener's only mistake was told in a message of a rule, a place and a remedy. */
    void tells(String rule, Class<?> bean, String method, String remedy) {
        assertThat(messagesAt(bean)).as("Among %s", messages).containsExactly(message(rule, bean, method, remedy));
    }

    /** Asserts that one of a listener's mistakes was told. */
    void alsoTells(String rule, Class<?> bean, String method, String remedy) {
        assertThat(messagesAt(bean)).as("Among %s", messages).contains(message(rule, bean, method, remedy));
    }

    private static String message(String rule, Class<?> bean, String method, String remedy) {
        return "@OnEvent " + rule + ": " + bean.getName() + "#" + method + ". " + remedy;
    }

    private List<String> messagesAt(Class<?> bean) {
        return messages.stream().filter(message -> message.contains(": " + bean.getName() + "#")).toList();
    }
}
