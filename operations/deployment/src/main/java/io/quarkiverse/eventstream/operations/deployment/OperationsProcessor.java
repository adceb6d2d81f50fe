package io.quarkiverse.eventstream.operations.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.FeatureBuildItem;

/** The dead-letter desks of the streams. */
class OperationsProcessor {

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("eventstream-operations");
    }
}
