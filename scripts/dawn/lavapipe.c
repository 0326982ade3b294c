// A Vulkan driver in front of Mesa's lavapipe, for tests. Dawn takes no driver without four features of dynamic indexing, which lavapipe does
// not report and no kernel here uses: this one reports them, and leaves them out of what is asked of lavapipe. LAVAPIPE names its library.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef void (*Function)(void);
typedef Function (*Find)(void *, const char *);

// Vulkan's structures, as far as they are looked at.
enum { FEATURES_2 = 1000059000, FEATURE_COUNT = 55, FIRST = 33, LAST = 36 }; // shaderUniformBufferArrayDynamicIndexing and the three after it
typedef struct Chain { uint32_t type; struct Chain *next; } Chain;
typedef struct { uint32_t type; Chain *next; uint32_t features[FEATURE_COUNT]; } Features2;
typedef struct {
  uint32_t type; Chain *next; uint32_t flags, queueCount; const void *queues; uint32_t layerCount; const void *layers;
  uint32_t extensionCount; const void *extensions; const uint32_t *features;
} DeviceInfo;

static void *lavapipe;
static void (*features)(void *, uint32_t *);
static void (*features2)(void *, Features2 *);
static int32_t (*createDevice)(void *, const DeviceInfo *, const void *, void **);

static Function entry(const char *name) {
  if (lavapipe == NULL) lavapipe = dlopen(getenv("LAVAPIPE"), RTLD_NOW | RTLD_LOCAL);
  return lavapipe == NULL ? NULL : (Function)dlsym(lavapipe, name);
}

static void set(uint32_t *all, uint32_t value) {
  for (int index = FIRST; index <= LAST; index++) all[index] = value;
}

static void reportFeatures(void *device, uint32_t *all) {
  features(device, all);
  set(all, 1);
}

static void reportFeatures2(void *device, Features2 *all) {
  features2(device, all);
  set(all->features, 1);
}

static int32_t createWithout(void *physical, const DeviceInfo *info, const void *allocator, void **device) {
  DeviceInfo asked = *info;
  uint32_t own[FEATURE_COUNT];
  if (info->features != NULL) {
    memcpy(own, info->features, sizeof own);
    set(own, 0);
    asked.features = own;
  }
  for (Chain *part = info->next; part != NULL; part = part->next) {
    if (part->type == FEATURES_2) set(((Features2 *)part)->features, 0);
  }
  return createDevice(physical, &asked, allocator, device);
}

static Function inFront(const char *name, Function function) {
  if (function == NULL) return NULL;
  if (strcmp(name, "vkGetPhysicalDeviceFeatures") == 0) { features = (void *)function; return (Function)reportFeatures; }
  if (strncmp(name, "vkGetPhysicalDeviceFeatures2", 28) == 0) { features2 = (void *)function; return (Function)reportFeatures2; }
  if (strcmp(name, "vkCreateDevice") == 0) { createDevice = (void *)function; return (Function)createWithout; }
  return function;
}

Function vk_icdGetInstanceProcAddr(void *instance, const char *name) {
  Find find = (Find)entry("vk_icdGetInstanceProcAddr");
  return find == NULL ? NULL : inFront(name, find(instance, name));
}

Function vk_icdGetPhysicalDeviceProcAddr(void *instance, const char *name) {
  Find find = (Find)entry("vk_icdGetPhysicalDeviceProcAddr");
  return find == NULL ? NULL : inFront(name, find(instance, name));
}

int32_t vk_icdNegotiateLoaderICDInterfaceVersion(uint32_t *version) {
  int32_t (*negotiate)(uint32_t *) = (void *)entry("vk_icdNegotiateLoaderICDInterfaceVersion");
  return negotiate == NULL ? 0 : negotiate(version);
}
