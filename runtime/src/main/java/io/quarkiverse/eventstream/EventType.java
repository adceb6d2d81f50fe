package io.quarkiverse.eventstream;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a class or record the payload of one kind of event, so that neither its publishers nor its listeners repeat topic and name:
 *
 * <pre>{@code
 * @EventType(topic = "orders", name = "orderCreated", namespace = "shop")
 * public record OrderCreated(@EventKey String orderId, BigDecimal amount) {}
 *
 * events.publish(new OrderCreated("o-1", amount));
 *
 * @OnEvent
 * void bill(OrderCreated order) { … }
 * }</pre>
 *
 * Attributes that a publisher or a listener gives itself win. On an interface or a superclass, {@link #topic()} and {@link #namespace()} are
 * the defaults of the annotated classes below it. The build checks the attributes, and that each name belongs to one class.
 * <p>
 * {@link #topic()}, {@link #name()} and {@link #namespace()} may contain <code>${…}</code> expressions.
 *
 * @see OutgoingEvent#of
 */
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface EventType {

    /**
     * The topic that the events are published to, without the prefix.
     *
     * @return a topic; empty if each publisher and listener names it
     */
    String topic() default "";

    /**
     * The name of the events.
     *
     * @return a name; empty on an interface or an abstract class, and only there
     */
    String name() default "";

    /**
     * The namespace of the events.
     *
     * @return a namespace; empty for none
     */
    String namespace() default "";

    /**
     * The version of the class: the envelope's {@code version}.
     *
     * @return 1 or more
     */
    int version() default 1;
}
