/* A capture card that is not there.
 *
 * Preloaded into a program (LD_PRELOAD), this library answers the V4L2 calls that go to one path as a capture card
 * would, so that the real V4L2 code of OpenCV and FFmpeg runs against it on a machine without a video device.
 *
 *   - 1920 x 1080, YUYV and MJPG, 25, 30 or 50 frames a second, streamed through mapped buffers;
 *   - paced in real time by its own clock: stamps lie on an exact grid of CLOCK_MONOTONIC, like a hardware clock's,
 *     however late this process is woken;
 *   - a frame that finds no queued buffer is dropped, and the sequence number goes on;
 *   - a file descriptor that select() and poll() understand (an eventfd that counts the frames waiting);
 *   - a node that can be pulled out and put back: the old descriptor stays dead, a new open() works.
 *
 * Environment
 *   PRETEND_CARD_DEVICE   path that is the card
 *   PRETEND_CARD_FORMATS  "mjpeg", "yuyv" or "mjpeg,yuyv": what it offers
 *   PRETEND_CARD_MJPEG    pool of pictures: a little-endian u32 length and a JPEG, repeated
 *   PRETEND_CARD_YUYV     pool of raw pictures, 1920 * 1080 * 2 bytes each
 *   PRETEND_CARD_CONTROL  text file, read before every frame:
 *                           run | plug      deliver
 *                           stall           deliver nothing, stay open
 *                           unplug          be gone: ENODEV here, ENOENT for the next open
 *                           half            every picture twice
 *                           fps=24.98       real pace, whatever was agreed
 *                           drop=3 ...      lose three frames, once for every new text of the file
 *   PRETEND_CARD_COUNTERS file of three u64 that says what happened: frames due, delivered, dropped
 *
 * Build: gcc -shared -fPIC -O2 -o pretend_card.so fakev4l2.c -ldl -lpthread
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    WIDTH = 1920,
    HEIGHT = 1080,
    PICTURE_BYTES = WIDTH * HEIGHT * 2,
    BUFFER_STRIDE = (PICTURE_BYTES + 4095) / 4096 * 4096,
    MAX_BUFFERS = 32,
    MAX_CARDS = 8, /* descriptors open at once: an old one may still be closing while the next is opened */
    MAX_POOL = 4096,
    COMMAND_BYTES = 96,
};

static const int OFFERED_RATES[] = {25, 30, 50};

/* ---- The C library's own functions, behind ours -------------------------------------------------------------- */

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static int (*real_ioctl)(int, unsigned long, ...);
static void *(*real_mmap)(void *, size_t, int, int, int, off_t);

/* Called before every use: other libraries' constructors may open files before ours would have run. */
static void find_real_functions(void)
{
    if (real_mmap)
        return;
    real_open = dlsym(RTLD_NEXT, "open");
    real_close = dlsym(RTLD_NEXT, "close");
    real_ioctl = dlsym(RTLD_NEXT, "ioctl");
    real_mmap = dlsym(RTLD_NEXT, "mmap");
}

/* ---- Pictures, commands and counters ------------------------------------------------------------------------- */

static pthread_once_t loaded = PTHREAD_ONCE_INIT;
static const uint8_t *mjpeg_pool, *yuyv_pool;
static size_t jpeg_start[MAX_POOL], jpeg_count, yuyv_count;
static uint64_t *counters; /* due, delivered, dropped */

enum { DUE, DELIVERED, DROPPED, COUNTERS };

static uint8_t *map_file(const char *variable, int writable, size_t *size)
{
    const char *path = getenv(variable);
    struct stat status;
    *size = 0;
    int fd = path ? real_open(path, writable ? O_RDWR : O_RDONLY) : -1;
    if (fd < 0 || fstat(fd, &status) < 0)
        return NULL;
    int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
    uint8_t *mapped = real_mmap(NULL, status.st_size, protection, MAP_SHARED, fd, 0);
    real_close(fd);
    *size = status.st_size;
    return mapped == MAP_FAILED ? NULL : mapped;
}

static uint32_t jpeg_bytes(size_t picture)
{
    uint32_t length;
    memcpy(&length, mjpeg_pool + jpeg_start[picture] - 4, 4);
    return length;
}

static void load_files(void)
{
    size_t size;
    mjpeg_pool = map_file("PRETEND_CARD_MJPEG", 0, &size);
    for (size_t at = 4; mjpeg_pool && at < size && jpeg_count < MAX_POOL; at += 4 + jpeg_bytes(jpeg_count - 1))
        jpeg_start[jpeg_count++] = at;
    yuyv_pool = map_file("PRETEND_CARD_YUYV", 0, &size);
    yuyv_count = size / PICTURE_BYTES;
    counters = (uint64_t *)map_file("PRETEND_CARD_COUNTERS", 1, &size);
}

static void count(int what)
{
    if (counters)
        __atomic_add_fetch(&counters[what], 1, __ATOMIC_RELAXED);
}

static void read_command(char command[COMMAND_BYTES])
{
    const char *path = getenv("PRETEND_CARD_CONTROL");
    int fd = path ? real_open(path, O_RDONLY) : -1;
    ssize_t length = fd < 0 ? 0 : read(fd, command, COMMAND_BYTES - 1);
    if (fd >= 0)
        real_close(fd);
    command[length > 0 ? length : 0] = '\0';
}

static int says(const char *command, const char *word)
{
    return strncmp(command, word, strlen(word)) == 0;
}

static int offers(uint32_t format)
{
    const char *formats = getenv("PRETEND_CARD_FORMATS");
    return !formats || strstr(formats, format == V4L2_PIX_FMT_MJPEG ? "mjpeg" : "yuyv") != NULL;
}

/* ---- One open descriptor of the card -------------------------------------------------------------------------- */

struct card {
    int fd;        /* eventfd, counts frames waiting to be dequeued; -1: free slot */
    int memory_fd; /* the buffers */
    uint8_t *memory;
    uint32_t format;
    double rate_hz; /* agreed */
    int buffer_count;
    struct v4l2_buffer filled[MAX_BUFFERS];
    int in_queue[MAX_BUFFERS]; /* whether the card holds the buffer */
    int queue[MAX_BUFFERS], queue_length;
    int done[MAX_BUFFERS], done_length;
    int streaming, gone;
    pthread_mutex_t lock;
    pthread_t thread;
};

static struct card cards[MAX_CARDS] = {[0 ... MAX_CARDS - 1] = {.fd = -1}};
static pthread_mutex_t cards_lock = PTHREAD_MUTEX_INITIALIZER;

static struct card *card_of(int fd)
{
    for (int i = 0; fd >= 0 && i < MAX_CARDS; i++)
        if (cards[i].fd == fd)
            return &cards[i];
    return NULL;
}

static int take_first(int *list, int *length)
{
    int first = list[0];
    memmove(list, list + 1, --*length * sizeof *list);
    return first;
}

/* ---- The card's own clock -------------------------------------------------------------------------------------- */

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

static void sleep_until(double when_s)
{
    struct timespec when = {(time_t)when_s, (long)((when_s - (time_t)when_s) * 1e9)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL) == EINTR)
        continue;
}

static uint32_t copy_picture(const struct card *card, uint8_t *to, uint64_t picture)
{
    if (card->format == V4L2_PIX_FMT_MJPEG && jpeg_count) {
        uint32_t length = jpeg_bytes(picture % jpeg_count);
        memcpy(to, mjpeg_pool + jpeg_start[picture % jpeg_count], length);
        return length;
    }
    if (yuyv_count)
        memcpy(to, yuyv_pool + picture % yuyv_count * PICTURE_BYTES, PICTURE_BYTES);
    else
        memset(to, 128, PICTURE_BYTES);
    return PICTURE_BYTES;
}

static void deliver(struct card *card, uint64_t picture, uint32_t sequence, double stamp_s)
{
    const uint64_t one = 1;
    pthread_mutex_lock(&card->lock);
    if (card->queue_length == 0) {
        count(DROPPED);
    } else {
        int index = take_first(card->queue, &card->queue_length);
        struct v4l2_buffer *filled = &card->filled[index];
        card->in_queue[index] = 0;
        filled->bytesused = copy_picture(card, card->memory + (size_t)index * BUFFER_STRIDE, picture);
        filled->sequence = sequence;
        filled->timestamp.tv_sec = (time_t)stamp_s;
        filled->timestamp.tv_usec = (suseconds_t)((stamp_s - (time_t)stamp_s) * 1e6);
        card->done[card->done_length++] = index;
        count(DELIVERED);
        if (write(card->fd, &one, sizeof one) < 0)
            perror("pretend card");
    }
    pthread_mutex_unlock(&card->lock);
}

static void pull_out(struct card *card)
{
    const uint64_t many = 1000; /* keeps the descriptor readable, so that nobody waits for a card that has gone */
    card->gone = 1;
    if (write(card->fd, &many, sizeof many) < 0)
        perror("pretend card");
}

static void *produce(void *argument)
{
    struct card *card = argument;
    char command[COMMAND_BYTES] = "", obeyed[COMMAND_BYTES] = "";
    uint32_t sequence = 0;
    int to_drop = 0;
    double due_s = now_s();
    for (uint64_t picture = 0; card->streaming; picture++) {
        read_command(command);
        due_s += 1.0 / (says(command, "fps=") ? atof(command + 4) : card->rate_hz);
        sleep_until(due_s);
        read_command(command);
        if (says(command, "unplug")) {
            pull_out(card);
            return NULL;
        }
        if (says(command, "drop=") && strcmp(command, obeyed) != 0)
            to_drop = atoi(command + 5);
        strcpy(obeyed, command);
        if (says(command, "stall"))
            continue;
        count(DUE);
        if (to_drop > 0) {
            to_drop--;
            count(DROPPED);
        } else {
            deliver(card, says(command, "half") ? picture / 2 : picture, sequence, due_s);
        }
        sequence++;
    }
    return NULL;
}

/* ---- The V4L2 calls --------------------------------------------------------------------------------------------- */

static int refuse(int why)
{
    errno = why;
    return -1;
}

static int query_capability(struct v4l2_capability *capability)
{
    memset(capability, 0, sizeof *capability);
    strcpy((char *)capability->driver, "pretend");
    strcpy((char *)capability->card, "Pretend Capture 1080p");
    strcpy((char *)capability->bus_info, "platform:pretend");
    capability->version = 0x060000;
    capability->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    capability->capabilities = capability->device_caps | V4L2_CAP_DEVICE_CAPS;
    return 0;
}

static int list_format(struct v4l2_fmtdesc *description)
{
    const uint32_t known[] = {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_MJPEG};
    uint32_t index = 0;
    for (int i = 0; description->type == V4L2_BUF_TYPE_VIDEO_CAPTURE && i < 2; i++) {
        if (!offers(known[i]) || index++ != description->index)
            continue;
        int compressed = known[i] == V4L2_PIX_FMT_MJPEG;
        description->pixelformat = known[i];
        description->flags = compressed ? V4L2_FMT_FLAG_COMPRESSED : 0;
        strcpy((char *)description->description, compressed ? "Motion-JPEG" : "YUYV 4:2:2");
        return 0;
    }
    return refuse(EINVAL);
}

static int list_size(struct v4l2_frmsizeenum *size)
{
    if (size->index)
        return refuse(EINVAL);
    size->type = V4L2_FRMSIZE_TYPE_DISCRETE;
    size->discrete.width = WIDTH;
    size->discrete.height = HEIGHT;
    return 0;
}

static int list_interval(struct v4l2_frmivalenum *interval)
{
    if (interval->index >= sizeof OFFERED_RATES / sizeof *OFFERED_RATES)
        return refuse(EINVAL);
    interval->type = V4L2_FRMIVAL_TYPE_DISCRETE;
    interval->discrete.numerator = 1;
    interval->discrete.denominator = OFFERED_RATES[interval->index];
    return 0;
}

static int negotiate_format(struct card *card, struct v4l2_format *format, int keep)
{
    struct v4l2_pix_format *pixels = &format->fmt.pix;
    if (format->type != V4L2_BUF_TYPE_VIDEO_CAPTURE)
        return refuse(EINVAL);
    if (keep && card->streaming)
        return refuse(EBUSY);
    uint32_t wanted = pixels->pixelformat == V4L2_PIX_FMT_MJPEG ? V4L2_PIX_FMT_MJPEG : V4L2_PIX_FMT_YUYV;
    uint32_t other = wanted == V4L2_PIX_FMT_MJPEG ? V4L2_PIX_FMT_YUYV : V4L2_PIX_FMT_MJPEG;
    uint32_t agreed = offers(wanted) ? wanted : other;
    if (keep)
        card->format = agreed;
    pixels->pixelformat = agreed;
    pixels->width = WIDTH;
    pixels->height = HEIGHT;
    pixels->field = V4L2_FIELD_NONE;
    pixels->bytesperline = agreed == V4L2_PIX_FMT_YUYV ? WIDTH * 2 : 0;
    pixels->sizeimage = PICTURE_BYTES;
    pixels->colorspace = V4L2_COLORSPACE_SRGB;
    return 0;
}

static int get_format(struct card *card, struct v4l2_format *format)
{
    format->fmt.pix.pixelformat = card->format;
    return negotiate_format(card, format, 0);
}

static int get_rate(const struct card *card, struct v4l2_streamparm *parameters)
{
    if (parameters->type != V4L2_BUF_TYPE_VIDEO_CAPTURE)
        return refuse(EINVAL);
    parameters->parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
    parameters->parm.capture.timeperframe.numerator = 1;
    parameters->parm.capture.timeperframe.denominator = (uint32_t)card->rate_hz;
    parameters->parm.capture.readbuffers = 4;
    return 0;
}

static int set_rate(struct card *card, struct v4l2_streamparm *parameters)
{
    const struct v4l2_fract *wanted = &parameters->parm.capture.timeperframe;
    if (card->streaming)
        return refuse(EBUSY);
    if (wanted->numerator && wanted->denominator) {
        double wanted_hz = (double)wanted->denominator / wanted->numerator;
        card->rate_hz = wanted_hz < 27.5 ? 25 : wanted_hz < 40 ? 30 : 50;
    }
    return get_rate(card, parameters);
}

static int request_buffers(struct card *card, struct v4l2_requestbuffers *request)
{
    if (request->memory != V4L2_MEMORY_MMAP)
        return refuse(EINVAL);
    if (card->streaming)
        return refuse(EBUSY);
    if (request->count > MAX_BUFFERS)
        request->count = MAX_BUFFERS;
    card->buffer_count = request->count;
    card->queue_length = card->done_length = 0;
    memset(card->in_queue, 0, sizeof card->in_queue);
    request->capabilities = V4L2_BUF_CAP_SUPPORTS_MMAP;
    return 0;
}

static void describe_buffer(struct v4l2_buffer *buffer)
{
    buffer->length = PICTURE_BYTES;
    buffer->m.offset = buffer->index * BUFFER_STRIDE;
    buffer->flags = V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;
    buffer->memory = V4L2_MEMORY_MMAP;
    buffer->field = V4L2_FIELD_NONE;
}

static int query_buffer(const struct card *card, struct v4l2_buffer *buffer)
{
    if ((int)buffer->index >= card->buffer_count)
        return refuse(EINVAL);
    describe_buffer(buffer);
    return 0;
}

static int queue_buffer(struct card *card, const struct v4l2_buffer *buffer)
{
    int answer = 0;
    pthread_mutex_lock(&card->lock);
    if ((int)buffer->index >= card->buffer_count || card->in_queue[buffer->index]) {
        answer = refuse(EINVAL);
    } else {
        card->in_queue[buffer->index] = 1;
        card->queue[card->queue_length++] = buffer->index;
    }
    pthread_mutex_unlock(&card->lock);
    return answer;
}

static int dequeue_buffer(struct card *card, struct v4l2_buffer *buffer)
{
    uint64_t one;
    if (read(card->fd, &one, sizeof one) != sizeof one)
        return refuse(EAGAIN);
    if (card->gone)
        return refuse(ENODEV);
    pthread_mutex_lock(&card->lock);
    *buffer = card->filled[buffer->index = take_first(card->done, &card->done_length)];
    pthread_mutex_unlock(&card->lock);
    return 0;
}

static int start(struct card *card)
{
    if (!card->streaming) {
        card->streaming = 1;
        pthread_create(&card->thread, NULL, produce, card);
    }
    return 0;
}

static int stop(struct card *card)
{
    uint64_t waiting;
    if (card->streaming) {
        card->streaming = 0;
        pthread_join(card->thread, NULL);
    }
    while (card->done_length > 0 && read(card->fd, &waiting, sizeof waiting) == sizeof waiting)
        card->done_length--;
    card->queue_length = card->done_length = 0;
    memset(card->in_queue, 0, sizeof card->in_queue);
    return 0;
}

static int answer(struct card *card, unsigned long request, void *argument)
{
    if (card->gone && request != VIDIOC_STREAMOFF)
        return refuse(ENODEV);
    switch ((uint32_t)request) {
    case (uint32_t)VIDIOC_QUERYCAP: return query_capability(argument);
    case (uint32_t)VIDIOC_ENUM_FMT: return list_format(argument);
    case (uint32_t)VIDIOC_ENUM_FRAMESIZES: return list_size(argument);
    case (uint32_t)VIDIOC_ENUM_FRAMEINTERVALS: return list_interval(argument);
    case (uint32_t)VIDIOC_G_FMT: return get_format(card, argument);
    case (uint32_t)VIDIOC_TRY_FMT: return negotiate_format(card, argument, 0);
    case (uint32_t)VIDIOC_S_FMT: return negotiate_format(card, argument, 1);
    case (uint32_t)VIDIOC_G_PARM: return get_rate(card, argument);
    case (uint32_t)VIDIOC_S_PARM: return set_rate(card, argument);
    case (uint32_t)VIDIOC_REQBUFS: return request_buffers(card, argument);
    case (uint32_t)VIDIOC_QUERYBUF: return query_buffer(card, argument);
    case (uint32_t)VIDIOC_QBUF: return queue_buffer(card, argument);
    case (uint32_t)VIDIOC_DQBUF: return dequeue_buffer(card, argument);
    case (uint32_t)VIDIOC_STREAMON: return start(card);
    case (uint32_t)VIDIOC_STREAMOFF: return stop(card);
    default: return refuse(ENOTTY);
    }
}

static int open_card(int flags)
{
    char command[COMMAND_BYTES];
    pthread_once(&loaded, load_files);
    read_command(command);
    if (says(command, "unplug"))
        return refuse(ENOENT);
    pthread_mutex_lock(&cards_lock);
    struct card *card = NULL;
    for (int i = 0; !card && i < MAX_CARDS; i++)
        if (cards[i].fd < 0)
            card = &cards[i];
    if (card) {
        memset(card, 0, sizeof *card);
        pthread_mutex_init(&card->lock, NULL);
        card->format = offers(V4L2_PIX_FMT_YUYV) ? V4L2_PIX_FMT_YUYV : V4L2_PIX_FMT_MJPEG;
        card->rate_hz = OFFERED_RATES[0];
        card->memory_fd = memfd_create("pretend card", 0);
        if (ftruncate(card->memory_fd, (off_t)MAX_BUFFERS * BUFFER_STRIDE) < 0)
            perror("pretend card");
        card->memory = real_mmap(NULL, (size_t)MAX_BUFFERS * BUFFER_STRIDE, PROT_READ | PROT_WRITE, MAP_SHARED,
                                 card->memory_fd, 0);
        for (int i = 0; i < MAX_BUFFERS; i++) {
            card->filled[i].index = i;
            card->filled[i].type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
            describe_buffer(&card->filled[i]);
        }
        card->fd = eventfd(0, EFD_SEMAPHORE | (flags & O_NONBLOCK ? EFD_NONBLOCK : 0));
    }
    pthread_mutex_unlock(&cards_lock);
    return card ? card->fd : refuse(EMFILE);
}

static void close_card(struct card *card)
{
    stop(card);
    munmap(card->memory, (size_t)MAX_BUFFERS * BUFFER_STRIDE);
    real_close(card->memory_fd);
    pthread_mutex_lock(&cards_lock);
    card->fd = -1;
    pthread_mutex_unlock(&cards_lock);
}

/* ---- What the program calls instead of the C library ------------------------------------------------------------ */

static int open_path(const char *path, int flags, mode_t mode)
{
    const char *device = getenv("PRETEND_CARD_DEVICE");
    find_real_functions();
    if (path && device && strcmp(path, device) == 0)
        return open_card(flags);
    return real_open(path, flags, mode);
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...)                                                                         \
    {                                                                                                                  \
        mode_t mode = 0;                                                                                               \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                                           \
            va_list rest;                                                                                              \
            va_start(rest, flags);                                                                                     \
            mode = va_arg(rest, mode_t);                                                                               \
            va_end(rest);                                                                                              \
        }                                                                                                              \
        return open_path(path, flags, mode);                                                                           \
    }
OPEN(open)
OPEN(open64)

int close(int fd)
{
    struct card *card = card_of(fd);
    find_real_functions();
    if (card)
        close_card(card);
    return real_close(fd);
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list rest;
    va_start(rest, request);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    struct card *card = card_of(fd);
    find_real_functions();
    return card ? answer(card, request, argument) : real_ioctl(fd, request, argument);
}

static void *map(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    struct card *card = card_of(fd);
    find_real_functions();
    if (card)
        return real_mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, card->memory_fd, offset);
    return real_mmap(address, length, protection, flags, fd, offset);
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    return map(address, length, protection, flags, fd, offset);
}

void *mmap64(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    return map(address, length, protection, flags, fd, offset);
}
