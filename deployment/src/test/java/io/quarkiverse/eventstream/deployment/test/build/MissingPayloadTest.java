package io.quarkiverse.eventstream.deployment.test.build;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.OnEvent;

class MissingPayloadTest {

    /** The application has all classes except {@link Elsewhere}. */
    @RegisterExtension
    static final FailingApplication BUILD = new FailingApplication();

    record Parcel(Elsewhere sender) {}

    static class Incomplete {
        @OnEvent(topic = "parcels")
        void on(Parcel parcel) {}
    }

    @Test
    void aMissingTypeFailsTheBuild() {
        BUILD.reports("can't find the type " + Elsewhere.class.getName() + ", which " + Parcel.class.getName() + " names",
                Incomplete.class, "on(MissingPayloadTest$Parcel)", "Add the library that has it to the dependencies");
    }
}
