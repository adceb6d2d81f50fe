package io.quarkiverse.eventstream.test;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;
import io.quarkus.arc.Arc;

/**
 * Resolves parameters of tests: an {@link ObservedEvents}, an {@link EventStream}, a {@link MemoryBroker}, a {@link TestTime} or,
 * without a container, a {@link StandaloneStream}.
 *
 * <pre>{@code
 * @ExtendWith(EventStreamExtension.class)
 * class BillingTest {
 *
 *     @Test
 *     void anOrderIsBilled(EventStream stream, ObservedEvents events) { … }
 * }
 * }</pre>
 *
 * In a {@code @QuarkusTest} they are the application's; {@code @EventStreamName} at the parameter chooses a named stream. In plain
 * JUnit each test has its own stream, which is opened before it and closed after it. A test fails if a fault that it requested did
 * not happen, see {@link MemoryBroker#requireFaultsUsed}. To configure the stream, use {@code @RegisterExtension} with
 * {@link #EventStreamExtension(StandaloneStream.Builder)}:
 *
 * <pre>{@code
 * @RegisterExtension
 * EventStreamExtension extension = new EventStreamExtension(StandaloneStream.builder().property("delivery.attempts", "3"));
 * }</pre>
 */
public final class EventStreamExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(EventStreamExtension.class);

    private final StandaloneStream.Builder builder;

    /** Opens streams in memory, unless system properties choose another kind. */
    public EventStreamExtension() {
        this(StandaloneStream.builder());
    }

    /**
     * Opens streams with a given configuration, which has no effect in a {@code @QuarkusTest}.
     *
     * @param builder the configuration; not null
     */
    public EventStreamExtension(StandaloneStream.Builder builder) {
        this.builder = Objects.requireNonNull(builder, "builder");
    }

    private static boolean isInApplication() {
        return Arc.container() != null && Arc.container().isRunning();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!isInApplication()) {
            context.getStore(NAMESPACE).put(StandaloneStream.class, builder.open());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        StandaloneStream stream = context.getStore(NAMESPACE).remove(StandaloneStream.class, StandaloneStream.class);
        if (stream != null) {
            try (stream) {
                stream.requireFaultsUsed();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return Set.of(ObservedEvents.class, EventStream.class, MemoryBroker.class, TestTime.class).contains(type)
                || type == StandaloneStream.class && !isInApplication();
    }

    private static Object ofApplication(Class<?> type, EventStreamName name) {
        return type == ObservedEvents.class
                ? Arc.container().instance(ObservedEvents.class).get().stream(name.value())
                : Arc.container().instance(type, EventStreamName.Literal.of(name.value())).get();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (isInApplication()) {
            return parameter.findAnnotation(EventStreamName.class).map(name -> ofApplication(type, name))
                    .orElseGet(() -> Arc.container().instance(type).get());
        }
        StandaloneStream stream = context.getStore(NAMESPACE).get(StandaloneStream.class, StandaloneStream.class);
        if (stream == null) {
            throw new IllegalStateException("There is a stream for each test: take it as a parameter of the test, or of a"
                    + " @BeforeEach method");
        }
        return type == MemoryBroker.class
                ? stream.memory()
                : Stream.of(stream.events(), stream.observed(), stream.time(), stream).filter(type::isInstance).findFirst()
                        .orElseThrow();
    }
}
