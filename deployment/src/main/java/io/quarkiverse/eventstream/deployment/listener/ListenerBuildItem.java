package io.quarkiverse.eventstream.deployment.listener;

import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.builder.item.MultiBuildItem;

/**
 * An {@code @OnEvent} that breaks no rule, and the bean whose method it is on.
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
