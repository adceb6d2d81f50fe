package io.quarkiverse.eventstream.deployment.listener;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * A valid {@code @OnEvent}, and the class that was generated to call its method.
 */
public final class InvokableListenerBuildItem extends MultiBuildItem {

    private final OnEventBuildItem annotation;
    private final String invokerClass;

    InvokableListenerBuildItem(OnEventBuildItem annotation, String invokerClass) {
        this.annotation = annotation;
        this.invokerClass = invokerClass;
    }

    OnEventBuildItem annotation() {
        return annotation;
    }

    String invokerClass() {
        return invokerClass;
    }
}
