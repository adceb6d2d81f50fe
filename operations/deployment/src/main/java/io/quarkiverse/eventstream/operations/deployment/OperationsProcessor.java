package io.quarkiverse.eventstream.operations.deployment;

import io.quarkiverse.eventstream.operations.runtime.redrive.RedriveFactory;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.FeatureBuildItem;

/** The dead-letter desks of the streams. */
class OperationsProcessor {

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("eventstream-operations");
    }

    @BuildStep
    AdditionalBeanBuildItem redrives() {
        return AdditionalBeanBuildItem.unremovableOf(RedriveFactory.class);
    }
}
