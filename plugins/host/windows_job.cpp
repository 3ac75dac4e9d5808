#include "plugins/host/windows_job.h"

#ifdef _WIN32

#include <windows.h>

namespace hearth::plugin_host {

bool boundWithJob(unsigned long process, unsigned long long bytes, unsigned seconds) {
    const HANDLE target = OpenProcess(PROCESS_SET_QUOTA | PROCESS_TERMINATE, FALSE, process);
    if (!target)
        return false;
    // Never closed by us: the job lives as long as this program, and its processes die with the last handle.
    const HANDLE job = CreateJobObjectW(nullptr, nullptr);
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {};
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_PROCESS_MEMORY | JOB_OBJECT_LIMIT_PROCESS_TIME | JOB_OBJECT_LIMIT_ACTIVE_PROCESS |
        JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    limits.BasicLimitInformation.PerProcessUserTimeLimit.QuadPart =
        static_cast<LONGLONG>(seconds) * 10'000'000; // of 100 ns
    limits.BasicLimitInformation.ActiveProcessLimit = 32;
    limits.ProcessMemoryLimit = static_cast<SIZE_T>(bytes);
    JOBOBJECT_BASIC_UI_RESTRICTIONS screen = {};
    screen.UIRestrictionsClass = JOB_OBJECT_UILIMIT_READCLIPBOARD | JOB_OBJECT_UILIMIT_WRITECLIPBOARD |
                                 JOB_OBJECT_UILIMIT_HANDLES | JOB_OBJECT_UILIMIT_DESKTOP |
                                 JOB_OBJECT_UILIMIT_EXITWINDOWS | JOB_OBJECT_UILIMIT_SYSTEMPARAMETERS;
    const bool bounded =
        job && SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits) &&
        SetInformationJobObject(job, JobObjectBasicUIRestrictions, &screen, sizeof screen) &&
        AssignProcessToJobObject(job, target);
    CloseHandle(target);
    if (!bounded && job)
        CloseHandle(job);
    return bounded;
}

} // namespace hearth::plugin_host

#endif
