package io.quarkiverse.eventstream.deployment.test.build;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.quarkiverse.eventstream.OnEvent;

/**
 * A native executable can create objects only of classes that the build finds.
 */
class NativePayloadRulesTest {

    @RegisterExtension
    static final FailingApplication BUILD = new FailingApplication().with("quarkus.native.enabled", "true")
            .with("quarkus.package.jar.enabled", "false");

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface Shape {}

    record Drawing(List<Shape> shapes) {}

    static class Open {
        @OnEvent(topic = "drawings")
        void on(Drawing drawing) {}
    }

    @Test
    void anAbstractTypeWithoutAClassFailsTheBuild() {
        BUILD.reports("can't find a class to make of the abstract type " + Shape.class.getName(), Open.class,
                "on(NativePayloadRulesTest$Drawing)",
                "Mark those that there are with @RegisterForReflection, or name those of a library in "
                        + "@RegisterForReflection(targets = …) on a class of the application: a native executable has no others");
    }
}
