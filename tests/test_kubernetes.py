"""The manifests: every object is of a form that its kind has, and what they name of one another is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from newscrawl import settings

FOLDER = Path(__file__).parents[1] / "deploy" / "kubernetes"
OBJECTS = [
    (path.name, thing)
    for path in sorted(FOLDER.glob("*.yaml"))
    for thing in yaml.safe_load_all(path.read_text())
]

TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
COUNT = {"type": "integer", "minimum": 0}
NAME = {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"}
QUANTITY = {"type": "string", "pattern": r"^\d+(m|Ki|Mi|Gi|Ti)?$"}
QUANTITIES = {"type": "object", "additionalProperties": QUANTITY}


def form(needed: str = "", **fields: Any) -> dict[str, Any]:
    """An object of these fields and no others."""
    return {
        "type": "object", "properties": fields, "required": needed.split(), "additionalProperties": False,
    }  # fmt: skip


def many(item: Any) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": 1}


ENV = form("name value", name={"type": "string", "pattern": "^[A-Z_]+$"}, value={"type": "string"})
SOURCE = form(configMapRef=form("name", name=NAME), secretRef=form("name", name=NAME))
CONTAINER = form(
    "name image resources securityContext",
    name=NAME, image={"type": "string", "pattern": "^[a-z0-9./-]+:[a-z0-9.-]+$"},
    command=many({"type": "string"}), args=many({"type": "string"}), env=many(ENV), envFrom=many(SOURCE),
    ports=many(form("containerPort", containerPort=COUNT)),
    readinessProbe=form("tcpSocket", tcpSocket=form("port", port=COUNT)),
    resources=form("requests limits", requests=QUANTITIES, limits=QUANTITIES),
    volumeMounts=many(form("name mountPath", name=NAME, mountPath={"type": "string", "pattern": "^/"})),
    securityContext=form(
        "allowPrivilegeEscalation capabilities", allowPrivilegeEscalation={"const": False},
        readOnlyRootFilesystem={"type": "boolean"}, capabilities=form("drop", drop={"const": ["ALL"]}),
    ),
)  # fmt: skip
CLAIM = form("name persistentVolumeClaim", name=NAME, persistentVolumeClaim=form("claimName", claimName=NAME))
POD = form(
    "metadata spec",
    metadata=form("labels", labels=TEXTS),
    spec=form(
        "containers securityContext automountServiceAccountToken",
        automountServiceAccountToken={"const": False}, containers=many(CONTAINER), volumes=many(CLAIM),
        restartPolicy={"enum": ["Never", "OnFailure"]}, terminationGracePeriodSeconds=COUNT,
        securityContext=form("runAsNonRoot runAsUser", runAsNonRoot={"const": True}, runAsUser=COUNT, fsGroup=COUNT),
    ),
)  # fmt: skip
SELECTOR = form("matchLabels", matchLabels=TEXTS)
JOB = form("template", backoffLimit=COUNT, activeDeadlineSeconds=COUNT, template=POD)
CPU = form("type averageUtilization", type={"const": "Utilization"}, averageUtilization=COUNT)
METRIC = form(
    "type resource", type={"const": "Resource"},
    resource=form("name target", name={"enum": ["cpu", "memory"]}, target=CPU),
)  # fmt: skip
POLICY = form(
    "type value periodSeconds", type={"enum": ["Pods", "Percent"]}, value=COUNT, periodSeconds=COUNT
)
SCALING = form(stabilizationWindowSeconds=COUNT, policies=many(POLICY))
SPECS = {
    ("v1", "PersistentVolumeClaim"): form(
        "accessModes resources", accessModes=many({"enum": ["ReadWriteOnce", "ReadWriteMany"]}),
        resources=form("requests", requests=QUANTITIES),
    ),
    ("apps/v1", "Deployment"): form(
        "selector template", replicas=COUNT, selector=SELECTOR, template=POD,
        strategy=form("type", type={"enum": ["Recreate", "RollingUpdate"]}),
    ),
    ("v1", "Service"): form("selector ports", selector=TEXTS, ports=many(form("port", port=COUNT, targetPort=COUNT))),
    ("networking.k8s.io/v1", "NetworkPolicy"): form(
        "podSelector policyTypes ingress", podSelector=SELECTOR, policyTypes=many({"enum": ["Ingress", "Egress"]}),
        ingress=many(form("from", **{"from": many(form(podSelector=SELECTOR)), "ports": many(form(port=COUNT))})),
    ),
    ("batch/v1", "CronJob"): form(
        "schedule jobTemplate", schedule={"type": "string", "pattern": r"^\S+( \S+){4}$"},
        concurrencyPolicy={"enum": ["Allow", "Forbid", "Replace"]}, jobTemplate=form("spec", spec=JOB),
    ),
    ("autoscaling/v2", "HorizontalPodAutoscaler"): form(
        "scaleTargetRef maxReplicas metrics",
        scaleTargetRef=form("apiVersion kind name", apiVersion={"const": "apps/v1"}, kind={"const": "Deployment"}, name=NAME),
        minReplicas={"type": "integer", "minimum": 1}, maxReplicas={"type": "integer", "minimum": 1},
        metrics=many(METRIC), behavior=form(scaleDown=SCALING, scaleUp=SCALING),
    ),
}  # fmt: skip
META = form("name labels", name=NAME, labels=TEXTS)
KINDS: dict[tuple[str, str], dict[str, Any]] = {
    ("v1", "ConfigMap"): {"data": TEXTS},
    ("v1", "Secret"): {"type": {"const": "Opaque"}, "stringData": TEXTS},
    **{kind: {"spec": spec} for kind, spec in SPECS.items()},
}


@pytest.mark.parametrize(
    ("file", "thing"), OBJECTS, ids=[f"{file}-{thing['kind']}" for file, thing in OBJECTS]
)
def test_objects_have_the_form_of_their_kind(file: str, thing: dict[str, Any]) -> None:
    fields = KINDS[thing["apiVersion"], thing["kind"]]
    schema = form(
        " ".join(("apiVersion kind metadata", *fields)), apiVersion={}, kind={}, metadata=META, **fields
    )
    assert [error.message for error in Draft202012Validator(schema).iter_errors(thing)] == []


def pods() -> Iterator[dict[str, Any]]:
    """The pods of all deployments and jobs."""
    for _, thing in OBJECTS:
        spec = thing.get("spec", {})
        spec = spec["jobTemplate"]["spec"] if "jobTemplate" in spec else spec
        if "template" in spec:
            yield spec["template"]


def names(kind: str) -> set[str]:
    return {thing["metadata"]["name"] for _, thing in OBJECTS if thing["kind"] == kind}


def test_what_objects_name_of_one_another_is_there() -> None:
    labels = [pod["metadata"]["labels"].items() for pod in pods()]
    for _, thing in OBJECTS:
        spec = thing.get("spec", {})
        wanted = spec.get("podSelector", spec.get("selector", {}))
        wanted = wanted.get("matchLabels", wanted)
        assert not wanted or any(wanted.items() <= each for each in labels), thing["metadata"]["name"]
        if thing["kind"] == "HorizontalPodAutoscaler":
            assert spec["scaleTargetRef"]["name"] in names("Deployment")
            assert spec["minReplicas"] < spec["maxReplicas"]
    for pod in pods():
        for container in pod["spec"]["containers"]:
            mounted = {mount["name"] for mount in container.get("volumeMounts", ())}
            assert mounted == {volume["name"] for volume in pod["spec"].get("volumes", ())}
            for source in container.get("envFrom", ()):
                assert source.get("configMapRef", {"name": "newscrawl"})["name"] in names("ConfigMap")
                assert source.get("secretRef", {"name": "newscrawl"})["name"] in names("Secret")


def test_settings_are_ones_that_newscrawl_has() -> None:
    told = {name for _, thing in OBJECTS for name in (*thing.get("data", ()), *thing.get("stringData", ()))}
    assert told
    assert all(hasattr(settings, name) for name in told)


def test_redis_is_never_there_twice() -> None:
    (redis,) = (
        thing
        for _, thing in OBJECTS
        if thing["metadata"]["name"] == "newscrawl-redis" and thing["kind"] == "Deployment"
    )
    assert (redis["spec"]["replicas"], redis["spec"]["strategy"]) == (1, {"type": "Recreate"})
