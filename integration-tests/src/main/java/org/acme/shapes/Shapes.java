package org.acme.shapes;

import java.util.Map;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.SkipReplays;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.arc.profile.UnlessBuildProfile;

/**
 * Listeners in beans of each scope, with methods of each visibility, inherited and generic ones, payloads of each kind, and each attribute.
 */
public class Shapes {

    private final Invocations invocations;

    Shapes(Invocations invocations) {
        this.invocations = invocations;
    }

    @OnEvent(topic = "shapes", name = "public")
    public void onPublic(Order order) {
        invocations.add(order.id(), "");
    }

    @OnEvent(topic = "shapes", name = "protected")
    protected void onProtected(Order order) {
        invocations.add(order.id(), "");
    }

    @SkipReplays
    @OnEvent(topic = "shapes", name = "tree")
    void tree(JsonNode order, IncomingEvent event) {
        invocations.add(event, order.get("id").asText());
    }

    @OnEvent(topic = "shapes", name = "object")
    void object(IncomingEvent event, ObjectNode order) {
        invocations.add(event, order.get("id").asText());
    }

    @OnEvent(topic = "shapes", name = "map")
    void map(Map<String, ? extends Object> order, IncomingEvent event) {
        invocations.add(event, order.get("id"));
    }

    @OnEvent(topic = "shapes", name = "polymorphic")
    void polymorphic(Vehicle vehicle, IncomingEvent event) {
        invocations.add(event, vehicle);
    }

    @OnEvent(topic = "shapes", name = "noGroup", group = OnEvent.NO_GROUP)
    void noGroup(IncomingEvent event) {
        invocations.add(event, "");
    }

    @OnEvent(topic = "${shapes.topic}", name = "expression", group = "${shapes.group:expressions}")
    void expression(IncomingEvent event) {
        invocations.add(event, event.topic());
    }

    @OnEvent(topic = "shapes", name = "keyed", group = "keyed", ordering = Ordering.KEY)
    void keyed(IncomingEvent event) {
        invocations.add(event, event.key());
    }

    @OnEvent(topic = "shapes", name = "unordered", group = "unordered", ordering = Ordering.UNORDERED, namespace = "shop")
    void unordered(IncomingEvent event) {
        invocations.add(event, event.namespace());
    }

    @OnEvent(topic = "nowhere", name = "nobody", id = "moved")
    void overridden(IncomingEvent event) {
        invocations.add(event, "");
    }

    @OnEvent(topic = "shapes", name = "disabled", id = "disabled")
    void disabled(IncomingEvent event) {
        invocations.add(event, "");
    }

    /** A polymorphic payload. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Bicycle.class, name = "bicycle"),
            @JsonSubTypes.Type(value = Car.class, name = "car")})
    public sealed interface Vehicle {}

    /** One subclass. */
    public record Bicycle(int gears) implements Vehicle {}

    /** The other subclass. */
    public record Car(int seats) implements Vehicle {}

    /** A scope with a proxy. */
    @ApplicationScoped
    static class OfApplication {

        private final Invocations invocations;

        OfApplication(Invocations invocations) {
            this.invocations = invocations;
        }

        @OnEvent(topic = "shapes", name = "applicationScoped")
        void listen(IncomingEvent event) {
            invocations.add(event, "");
        }
    }

    /** One instance for each invocation. */
    @RequestScoped
    static class OfRequest {

        private final Invocations invocations;
        private int number;

        OfRequest(Invocations invocations) {
            this.invocations = invocations;
        }

        @OnEvent(topic = "shapes", name = "requestBean")
        void listen(IncomingEvent event) {
            invocations.add(event, "invocation " + ++number);
        }
    }

    /** Without a scope annotation. */
    @Dependent
    static class OfNothing {

        private final Invocations invocations;

        OfNothing(Invocations invocations) {
            this.invocations = invocations;
        }

        @OnEvent(topic = "shapes", name = "dependent")
        void listen(IncomingEvent event) {
            invocations.add(event, "");
        }
    }

    /** A generic base class of listeners. */
    abstract static class Handler<T> implements Consumer<T> {

        @Override
        public abstract void accept(T payload);
    }

    /** Implements a generic method. */
    static class OfGenericClass extends Handler<Order> {

        private final Invocations invocations;

        OfGenericClass(Invocations invocations) {
            this.invocations = invocations;
        }

        @Override
        @OnEvent(topic = "shapes", name = "generic")
        public void accept(Order order) {
            invocations.add(order.id(), "");
        }
    }

    /** Only in production. */
    @IfBuildProfile("prod")
    static class OfProduction {

        private final Invocations invocations;

        OfProduction(Invocations invocations) {
            this.invocations = invocations;
        }

        @OnEvent(topic = "shapes", name = "profile")
        void listen(IncomingEvent event) {
            invocations.add(event, "prod");
        }
    }

    /** Only in tests and dev mode. */
    @UnlessBuildProfile("prod")
    static class OfOtherProfiles {

        private final Invocations invocations;

        OfOtherProfiles(Invocations invocations) {
            this.invocations = invocations;
        }

        @OnEvent(topic = "shapes", name = "profile")
        void listen(IncomingEvent event) {
            invocations.add(event, "not prod");
        }
    }
}
