package io.quarkiverse.eventstream.deployment.devui;

import io.quarkiverse.eventstream.runtime.dev.ui.GraphService;
import io.quarkiverse.eventstream.runtime.dev.ui.ListenerService;
import io.quarkiverse.eventstream.runtime.dev.ui.ObservedStreams;
import io.quarkiverse.eventstream.runtime.dev.ui.PublishService;
import io.quarkiverse.eventstream.runtime.dev.ui.TailService;
import io.quarkiverse.eventstream.runtime.operate.ActionLog;
import io.quarkiverse.eventstream.runtime.operate.ListenerActions;
import io.quarkiverse.eventstream.runtime.operate.ListenerViews;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/**
 * The pages of the Dev UI, in dev mode only. Without a server for HTTP there is no Dev UI, and nothing is observed for it.
 */
class DevUiProcessor {

    private static final String DEV_UI = "io.quarkus.devui";

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    CardPageBuildItem pages() {
        CardPageBuildItem card = new CardPageBuildItem();
        addPage(card, "Listeners", "ear-listen", "qwc-eventstream-listeners.js");
        addPage(card, "Live tail", "tower-broadcast", "qwc-eventstream-tail.js");
        addPage(card, "Publish", "paper-plane", "qwc-eventstream-publish.js");
        addPage(card, "Graph", "diagram-project", "qwc-eventstream-graph.js");
        return card;
    }

    private static void addPage(CardPageBuildItem card, String title, String icon, String component) {
        card.addPage(Page.webComponentPageBuilder().title(title).icon("font-awesome-solid:" + icon).componentLink(component));
    }

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    void services(Capabilities capabilities, BuildProducer<JsonRPCProvidersBuildItem> services,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (capabilities.isPresent(DEV_UI)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(ObservedStreams.class));
            beans.produce(AdditionalBeanBuildItem.builder()
                    .addBeanClasses(ListenerViews.class, ListenerActions.class, ActionLog.class).build());
            services.produce(new JsonRPCProvidersBuildItem(ListenerService.class));
            services.produce(new JsonRPCProvidersBuildItem(TailService.class));
            services.produce(new JsonRPCProvidersBuildItem(PublishService.class));
            services.produce(new JsonRPCProvidersBuildItem(GraphService.class));
        }
    }
}
