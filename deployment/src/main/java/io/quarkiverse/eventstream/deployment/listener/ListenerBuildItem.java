package io.quarkiverse.eventstream.deployment.listener;

import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.builder.item.MultiBuildItem;

/**
 * A valid {@code @OnEvent}, and the bean with its method.
 */
public final class ListenerBuildItem extends MultiBuildItem {

    private final OnEventBuildItem annotation;
    private final BeanInfo bean;

    ListenerBuildItem(OnEventBuildItem annotation, BeanInfo bean) {
        this.annotation = annotation;
        this.bean = bean;
    }

    OnEventBuildItem annotation() {
        return annotation;
    }

    BeanInfo bean() {
        return bean;
    }
}
