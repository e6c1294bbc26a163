import { dir, type Entry, file, hdf5, link, tiff } from './fill'
import { hostileNames } from './hostile-names'

const USERS = ['ada', 'ben', 'grace'] as const

const perUser = (entries: (home: string, user: string) => Entry[]) =>
  USERS.flatMap((user) => entries(`/home/${user}`, user))

const twoDigits = (number: number) => String(number).padStart(2, '0')

const BEAMTIME_README = `# Beamtime, November 2026

One folder per run, \`latest\` points to the newest.
\`calibration/\` was measured before run 417 and holds for both.
`

const LOG = `time,run,event
2026-11-03 08:55,,beam on
2026-11-03 09:30,417,start
2026-11-03 13:10,417,end
2026-11-04 09:05,418,start
2026-11-04 12:40,418,"end, shutter stuck once at 11:15"
`

/** What a person copies first: two runs of some minutes at a walking pace, nothing of it real but the small files. */
const beamtime = (home: string): Entry[] => {
  const folder = `${home}/beamtime/2026-11`
  return [
    ...run(`${folder}/run-0417`, '2026-11-03', 4, 13_631_488),
    ...run(`${folder}/run-0418`, '2026-11-04', 5, 14_680_064),
    tiff(`${folder}/calibration/dark.tif`, 2_097_152, '2026-11-03 08:20'),
    tiff(`${folder}/calibration/flat.tif`, 2_097_152, '2026-11-03 08:31'),
    file(
      `${folder}/calibration/geometry.poni`,
      'Distance: 0.1832\nWavelength: 7.2931e-11\n',
      '2026-11-03 08:44',
    ),
    dir(`${folder}/calibration`, '2026-11-03 08:44'),
    file(`${folder}/beamline-log.csv`, LOG, '2026-11-04 12:41'),
    file(`${folder}/README.md`, BEAMTIME_README, '2026-11-04 13:00'),
    file(`${folder}/.beamline-settings.json`, '{"energy_kev":17,"detector":"pilatus"}\n', '2026-11-03 08:10'),
    link(`${folder}/latest`, 'run-0418', '2026-11-04 12:42'),
    link(`${folder}/raw-on-tape`, '../../../../tape/2026-11', '2026-11-04 12:43'),
    dir(folder, '2026-11-04 13:00'),
    dir(`${home}/beamtime`, '2026-11-03 08:00'),
  ]
}

const run = (folder: string, day: string, scans: number, scanBytes: number): Entry[] => [
  ...Array.from({ length: scans }, (_, index) =>
    hdf5(
      `${folder}/scan_${twoDigits(index + 1)}.h5`,
      scanBytes + index * 65_536,
      `${day} ${10 + index}:0${index}`,
    ),
  ),
  ...Array.from({ length: 3 }, (_, index) =>
    tiff(`${folder}/preview_${twoDigits(index + 1)}.tif`, 3_145_728, `${day} 14:0${index}`),
  ),
  file(`${folder}/positions.csv`, positions(scans), `${day} 14:10`),
  file(`${folder}/metadata.json`, `{"day":"${day}","scans":${scans},"sample":"LaB6"}\n`, `${day} 14:11`),
  file(`${folder}/notes.txt`, 'Sample turned by 90 degrees before the last scan.\n', `${day} 14:30`),
  dir(folder, `${day} 14:30`),
]

const positions = (scans: number) =>
  [
    'scan,x_mm,y_mm,angle_deg',
    ...Array.from({ length: scans }, (_, index) => `${index + 1},${index * 0.25},1.5,${index * 30}`),
    '',
  ].join('\n')

const alderScratch: Entry[] = [
  ...perUser((home, user) => [
    ...beamtime(home),
    file(`${home}/.profile`, 'umask 022\n', '2026-09-01 07:00'),
    dir(`${home}/.cache`, '2026-11-10 10:00'),
    file(`${home}/scripts/reduce.py`, 'print("reduce", __file__)\n', '2026-10-02 16:20'),
    dir(`${home}/scripts`, '2026-10-02 16:20'),
    file(`${home}/embargoed/results.csv`, 'not,for,you\n', '2026-10-20 10:00'),
    dir(`${home}/embargoed`, '2026-10-20 10:00'),
    file(`${home}/quota.txt`, `${user}: 0.2 of 20 TB\n`, '2026-11-19 03:00'),
    dir(home, '2026-11-19 03:00'),
  ]),
  file(
    '/projects/lab-archive/README.md',
    '# Lab archive\n\nNew data goes to incoming/.\n',
    '2026-08-14 09:00',
  ),
  dir('/projects/lab-archive/incoming', '2026-11-12 17:40'),
  file('/projects/lab-archive/public/poster.txt', 'Come and see us in hall 4.\n', '2026-10-01 12:00'),
  dir('/projects/lab-archive/public', '2026-10-01 12:00'),
  ...run('/projects/lab-archive/2026-09/run-0391', '2026-09-17', 3, 8_388_608),
  ...run('/projects/lab-archive/2026-09/run-0392', '2026-09-18', 3, 8_388_608),
  dir('/projects/lab-archive', '2026-11-12 17:40'),
  file('/etc/motd', 'Welcome to Alder.\n', '2026-01-05 06:00'),
]

const godata: Entry[] = [
  file('/home/share/godata/file1.txt', 'one\n', '2023-12-18 16:52'),
  file('/home/share/godata/file2.txt', 'two\n', '2023-12-18 16:52'),
  file('/home/share/godata/file3.txt', 'three\n', '2023-12-18 16:52'),
  dir('/home/share/godata', '2023-12-18 16:52'),
  dir('/home/share', '2023-12-18 16:52'),
]

/** Folders of the scratch collection that belong to somebody else: seen, but closed. */
export const forbiddenFolders: Record<string, readonly string[]> = {
  'alder-scratch': USERS.map((user) => `/home/${user}/embargoed`),
}

/** What stands in each stored tree of the sample world. */
export const sampleFiles: Record<string, readonly Entry[]> = {
  'tutorial-1': [
    ...godata,
    ...perUser((home) => [
      file(`${home}/welcome.txt`, 'This is your home on Tutorial Collection 1.\n', '2026-11-01 10:00'),
      hdf5(`${home}/example/measurement.h5`, 5_242_880, '2026-11-01 10:05'),
      file(`${home}/example/measurement.csv`, 'time,value\n0,1.5\n1,1.7\n', '2026-11-01 10:06'),
      dir(home, '2026-11-01 10:00'),
    ]),
  ],
  'tutorial-2': [...godata, ...perUser((home) => [dir(home, '2026-11-01 10:00')])],
  'alder-scratch': alderScratch,
  'ada-laptop': [
    file('/Users/ada/Desktop/todo.txt', 'Copy the November runs\n', '2026-11-17 19:12'),
    file('/Users/ada/Documents/Thesis/chapter 3.tex', '\\chapter{Results}\n', '2026-11-16 22:40'),
    file(
      '/Users/ada/Documents/Thesis/figures/fit.svg',
      '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
      '2026-11-15 21:00',
    ),
    dir('/Users/ada/Downloads', '2026-11-18 08:00'),
    file('/Users/ada/.ssh/known_hosts', '', '2026-06-01 08:00'),
    dir('/Users/ada', '2026-11-18 08:00'),
  ],
  'field-station': [
    file('/Users/ada/tide.csv', 'time,height_m\n', '2026-11-12 04:10'),
    dir('/Users/ada', '2026-11-12 04:10'),
  ],
  'northmoor-imaging': perUser((home) => [
    hdf5(`${home}/cohort-a/subject-001.h5`, 9_437_184, '2026-10-06 09:00'),
    hdf5(`${home}/cohort-a/subject-002.h5`, 9_437_184, '2026-10-06 09:30'),
    file(`${home}/cohort-a/consent-forms.csv`, 'subject,signed\n001,yes\n002,yes\n', '2026-10-05 15:00'),
    dir(home, '2026-10-06 09:30'),
  ]),
  'embargo-vault': perUser((home) => [
    file(`${home}/embargo/7XYZ.pdb`, 'HEADER    STRUCTURE UNDER EMBARGO\nEND\n', '2026-11-02 10:00'),
    dir(home, '2026-11-02 10:00'),
  ]),
  'cedar-tape': perUser((home) => [
    hdf5(`${home}/2024/campaign.h5`, 419_430_400, '2024-12-20 12:00'),
    hdf5(`${home}/2025/campaign.h5`, 524_288_000, '2025-12-19 12:00'),
    dir(home, '2025-12-19 12:00'),
  ]),
  'fenwick-store': perUser((home) => [
    ...run(`${home}/visit-2231/run-0007`, '2026-10-21', 4, 6_291_456),
    file(`${home}/visit-2231/schedule.csv`, 'shift,from,until\n1,06:00,14:00\n', '2026-10-20 06:00'),
    dir(home, '2026-10-21 15:00'),
  ]),
  'names-that-bite': hostileNames,
  'teaching-share': [
    file('/exercise-1.md', '# Exercise 1\n\nPlot the diffraction pattern.\n', '2026-11-09 08:00'),
    tiff('/pattern.tif', 3_670_016, '2026-11-09 08:05'),
    dir('/hand-in', '2026-11-09 08:10'),
  ],
  consortium: [
    file('/README.md', '# Reference data release 2026\n', '2026-07-01 12:00'),
    ...['coast', 'estuary', 'freshwater'].flatMap((realm) => [
      file(
        `/stations/${realm}.csv`,
        `station,latitude,longitude\n${realm}-01,54.2,8.1\n`,
        '2026-06-28 12:00',
      ),
      hdf5(`/gridded/${realm}/0.1-degree.h5`, 33_554_432, '2026-06-29 12:00'),
    ]),
    ...USERS.map((user) => dir(`/home/${user}`, '2026-07-01 12:00')),
  ],
}
